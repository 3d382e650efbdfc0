package dev.evently.event.replica;

import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Reads whose outcome is shared by many. They use a replica only once it has what this instance has heard of, as if who
 * reads had written it.
 */
@Component
public class SharedReads {

    private final ObjectProvider<Replicas> replicas;

    SharedReads(ObjectProvider<Replicas> replicas) {
        this.replicas = replicas;
    }

    /** Notes that what is read under a name was changed, and that the change is committed. */
    public void changed(String name) {
        replicas.ifAvailable(all -> all.written(callerOf(name)));
    }

    public <T> T read(String name, Supplier<T> reading) {
        return ScopedValue.where(CurrentCaller.IN_PLACE, callerOf(name)).call(reading::get);
    }

    /** No token has such a subject. */
    private static String callerOf(String name) {
        return "shared " + name;
    }
}

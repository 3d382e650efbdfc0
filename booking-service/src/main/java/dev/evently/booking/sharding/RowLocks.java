package dev.evently.booking.sharding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Which rows of a shard one statement may lock. */
@Component
public class RowLocks {

    private final boolean clustered;

    RowLocks(ShardSettings settings) {
        this.clustered = settings.sharding().clustered();
    }

    /** All of them; of a cluster those of each bucket apart, for it cannot lock rows of several with one statement. */
    public <R> Collection<List<R>> together(Collection<R> rows, Function<R, Bucket> bucket) {
        return clustered
                ? rows.stream()
                        .collect(groupingBy(bucket, TreeMap::new, toList()))
                        .values()
                : List.of(List.copyOf(rows));
    }
}

package dev.evently.event.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What anybody is answered to a question, as the database had it at a time; ready to be sent. */
public final class PublicAnswer {

    /** What the question was about, as far as it matters to somebody. */
    public enum Kind {
        /** An event on sale, or a list. */
        PUBLISHED,
        /** An event that will not take place. */
        CANCELLED,
        /** Nothing that the public may see. */
        ABSENT
    }

    private static final byte[] NOTHING = {};

    private final Kind kind;
    private final long version;
    private final byte[] json;
    private final @Nullable String next;
    private final Instant readAt;

    PublicAnswer(Kind kind, long version, byte[] json, @Nullable String next, Instant readAt) {
        this.kind = kind;
        this.version = version;
        this.json = json;
        this.next = next;
        this.readAt = readAt;
    }

    /**
     * An event.
     *
     * @param version grows with each change
     * @param json not to be changed any more
     * @param readAt a moment before it was read
     */
    public static PublicAnswer event(Kind kind, long version, byte[] json, Instant readAt) {
        return new PublicAnswer(kind, version, json, null, readAt);
    }

    /** A page of a list, and the cursor of the next one. */
    public static PublicAnswer page(byte[] json, @Nullable String next, Instant readAt) {
        return new PublicAnswer(Kind.PUBLISHED, 0, json, next, readAt);
    }

    /** That there is nothing. Whatever appears later has a greater version. */
    public static PublicAnswer absent(Instant readAt) {
        return new PublicAnswer(Kind.ABSENT, 0, NOTHING, null, readAt);
    }

    public Kind kind() {
        return kind;
    }

    public long version() {
        return version;
    }

    public byte[] json() {
        return json;
    }

    public @Nullable String next() {
        return next;
    }

    Instant readAt() {
        return readAt;
    }

    boolean isAbsent() {
        return kind == Kind.ABSENT;
    }
}

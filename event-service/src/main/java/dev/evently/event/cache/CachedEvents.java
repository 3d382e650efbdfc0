package dev.evently.event.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evently.event.replica.SharedReads;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the first level gets an event from: the second, or the database.
 *
 * <p>What this instance has heard of decides: neither level nor a replica makes it answer with an older version.
 */
final class CachedEvents {

    private static final Duration ASK_AGAIN = Duration.ofMillis(10);
    private static final int TIMES = 10;
    private static final int HEARD_OF = 100_000;

    private final PublicEvents database;
    private final SecondLevel shared;
    private final SharedReads reads;
    private final CacheSettings settings;
    private final Clock clock;
    /** The least version of events that have changed, for as long as an older one may be in the second level. */
    private final Cache<UUID, Long> least;

    CachedEvents(PublicEvents database, SecondLevel shared, SharedReads reads, CacheSettings settings, Clock clock) {
        this.database = database;
        this.shared = shared;
        this.reads = reads;
        this.settings = settings;
        this.clock = clock;
        this.least = Caffeine.newBuilder()
                .maximumSize(HEARD_OF)
                .expireAfterWrite(settings.staleIfError().multipliedBy(2))
                .build();
    }

    PublicAnswer fetch(UUID eventId) {
        PublicAnswer found = atLeast(eventId, shared.get(eventId));
        boolean fresh = found != null && isFresh(found);
        shared.count(fresh);
        if (found != null && fresh) {
            return found;
        }
        if (!shared.lease(eventId)) {
            PublicAnswer other = readByAnother(eventId);
            if (other != null) {
                return other;
            }
        }
        try {
            PublicAnswer read = reads.read(eventId.toString(), () -> database.read(eventId));
            shared.put(eventId, read);
            return read;
        } catch (RuntimeException e) {
            shared.release(eventId);
            if (found != null && !found.isAbsent()) {
                return found;
            }
            throw e;
        }
    }

    /** Notes that a version is committed. */
    void changed(UUID eventId, long version) {
        least.asMap().merge(eventId, version, Math::max);
        reads.changed(eventId.toString());
    }

    /** Whether this version, or a later one, has been noted. */
    boolean knows(UUID eventId, long version) {
        Long known = least.getIfPresent(eventId);
        return known != null && known >= version;
    }

    /** Waits a tenth of a second at most for another instance that is reading the event just now. */
    private @Nullable PublicAnswer readByAnother(UUID eventId) {
        for (int i = 0; i < TIMES && shared.isUp(); i++) {
            try {
                Thread.sleep(ASK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            PublicAnswer found = atLeast(eventId, shared.get(eventId));
            if (found != null && isFresh(found)) {
                return found;
            }
        }
        return null;
    }

    private @Nullable PublicAnswer atLeast(UUID eventId, @Nullable PublicAnswer found) {
        Long version = least.getIfPresent(eventId);
        return found == null || version == null || found.version() >= version ? found : null;
    }

    private boolean isFresh(PublicAnswer answer) {
        Duration fresh =
                answer.isAbsent() ? settings.absentFor() : settings.shared().freshFor();
        return Duration.between(answer.readAt(), clock.instant()).compareTo(fresh) <= 0;
    }
}

package dev.evently.event.cache;

import dev.evently.event.cache.PublicAnswer.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events as the public sees them, in Redis, where all instances find what one of them has read.
 *
 * <p>An older version never takes the place of a newer one, in whatever order instances write. Nothing here fails: Redis
 * that is away or slow is as good as empty, and is not asked again for a moment.
 */
final class SecondLevel {

    private static final Logger log = LoggerFactory.getLogger(SecondLevel.class);

    /** Of the layout below; one with another begins elsewhere, so that two releases may run side by side. */
    private static final String PREFIX = "evently:catalogue:1:";

    private static final int VERSION_DIGITS = 19;
    private static final int TIME_DIGITS = 15;
    private static final int HEAD = VERSION_DIGITS + TIME_DIGITS + 1;
    private static final char PUBLISHED = 'P';
    private static final char CANCELLED = 'C';
    private static final char ABSENT = 'A';
    private static final char SUPERSEDED = 'S';
    private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(5);
    private static final int SCAN_STEP = 1_000;

    /**
     * Writes a value, which begins with its version in digits, unless a newer one is there; what only supersedes also
     * gives way to one of the same version. Ends the lease.
     */
    private static final String PUT = """
            local held = redis.call('GETRANGE', KEYS[1], 0, 18)
            local given = string.sub(ARGV[1], 1, 19)
            redis.call('DEL', KEYS[2])
            if held == '' or held < given or (held == given and ARGV[3] == 'answer') then
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
              return 1
            end
            return 0
            """;

    private final RedissonClient redis;
    private final CacheSettings settings;
    private final Executor executor;
    private final RScript script;
    /** Until when Redis is left alone, in {@link System#nanoTime()}; 0 while it is well. */
    private final AtomicLong pausedUntil = new AtomicLong();

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    SecondLevel(RedissonClient redis, CacheSettings settings, Executor executor) {
        this.redis = redis;
        this.settings = settings;
        this.executor = executor;
        this.script = redis.getScript(ByteArrayCodec.INSTANCE);
    }

    /** The answer that is there; null without one, without Redis, and when what is there has been superseded. */
    @Nullable
    PublicAnswer get(UUID eventId) {
        byte[] value = ask(() ->
                redis.<byte[]>getBucket(key(eventId), ByteArrayCodec.INSTANCE).getAsync());
        return value == null ? null : decode(value);
    }

    /** Notes whether what was found could be used. */
    void count(boolean hit) {
        (hit ? hits : misses).increment();
    }

    /** Asks to be the one who reads an event from the database; without Redis everybody is. */
    boolean lease(UUID eventId) {
        Boolean leased = ask(() -> redis.<byte[]>getBucket(leaseKey(eventId), ByteArrayCodec.INSTANCE)
                .setIfAbsentAsync(new byte[] {1}, settings.shared().lease()));
        return leased == null || leased;
    }

    /** Lets others read the event: who has asked to could not. */
    void release(UUID eventId) {
        ask(() -> redis.getBucket(leaseKey(eventId)).deleteAsync());
    }

    void put(UUID eventId, PublicAnswer answer) {
        Duration life = answer.isAbsent() ? settings.absentFor() : settings.staleIfError();
        if (write(eventId, encode(answer), life, "answer")) {
            writes.increment();
        }
    }

    /** Drops whatever is older than a version, and keeps out who has read that before and writes it later. */
    void supersede(UUID eventId, long version) {
        write(eventId, head(version, SUPERSEDED, 0), settings.staleIfError(), "superseded");
    }

    /** Drops an event; false when Redis did not do it. */
    boolean forget(UUID eventId) {
        return ask(() -> redis.getBucket(key(eventId)).deleteAsync()) != null;
    }

    /** Drops everything, which looks at each key that Redis has; false when Redis did not do it. */
    boolean forgetAll() {
        return ask(() -> redis.getKeys().unlinkByPatternAsync(PREFIX + "*"), SCAN_TIMEOUT) != null;
    }

    /** How many events there are, which looks at each key that Redis has; null without Redis. */
    @Nullable
    Long entries() {
        KeysScanOptions options =
                KeysScanOptions.defaults().pattern(PREFIX + "event:*").chunkSize(SCAN_STEP);
        return ask(
                () -> CompletableFuture.supplyAsync(
                        () -> redis.getKeys().getKeysStream(options).count(), executor),
                SCAN_TIMEOUT);
    }

    private boolean write(UUID eventId, byte[] value, Duration life, String what) {
        Boolean written = ask(() -> script.evalAsync(
                RScript.Mode.READ_WRITE,
                PUT,
                RScript.ReturnType.BOOLEAN,
                List.of(key(eventId), leaseKey(eventId)),
                value,
                ascii(Long.toString(life.toMillis())),
                ascii(what)));
        return Boolean.TRUE.equals(written);
    }

    private <T> @Nullable T ask(Supplier<CompletionStage<T>> question) {
        return ask(question, settings.shared().timeout());
    }

    private <T> @Nullable T ask(Supplier<CompletionStage<T>> question, Duration timeout) {
        long paused = pausedUntil.get();
        if (paused != 0 && (System.nanoTime() - paused < 0 || !pausedUntil.compareAndSet(paused, endOfPause()))) {
            return null;
        }
        try {
            // Redisson connects at its first use, on the thread that asks.
            T answer = CompletableFuture.supplyAsync(question, executor)
                    .thenCompose(asked -> asked)
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (paused != 0) {
                pausedUntil.compareAndSet(pausedUntil.get(), 0);
                log.info("Redis is back");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            failures.increment();
            if (pausedUntil.getAndSet(endOfPause()) == 0) {
                log.warn("Going on without Redis: {}", e.toString());
            }
            return null;
        }
    }

    private long endOfPause() {
        return System.nanoTime() + settings.shared().pause().toNanos() | 1;
    }

    /** Both of an event's keys are in one slot of a Redis cluster. */
    private static String key(UUID eventId) {
        return PREFIX + "event:{" + eventId + "}";
    }

    private static String leaseKey(UUID eventId) {
        return PREFIX + "lease:{" + eventId + "}";
    }

    static byte[] encode(PublicAnswer answer) {
        char kind =
                switch (answer.kind()) {
                    case PUBLISHED -> PUBLISHED;
                    case CANCELLED -> CANCELLED;
                    case ABSENT -> ABSENT;
                };
        byte[] head = head(answer.version(), kind, answer.readAt().toEpochMilli());
        byte[] value = new byte[HEAD + answer.json().length];
        System.arraycopy(head, 0, value, 0, HEAD);
        System.arraycopy(answer.json(), 0, value, HEAD, answer.json().length);
        return value;
    }

    /** Null for what was superseded and for what nobody here has written. */
    static @Nullable PublicAnswer decode(byte[] value) {
        if (value.length < HEAD) {
            return null;
        }
        String head = new String(value, 0, HEAD, StandardCharsets.US_ASCII);
        Kind kind =
                switch (head.charAt(HEAD - 1)) {
                    case PUBLISHED -> Kind.PUBLISHED;
                    case CANCELLED -> Kind.CANCELLED;
                    case ABSENT -> Kind.ABSENT;
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        try {
            byte[] json = new byte[value.length - HEAD];
            System.arraycopy(value, HEAD, json, 0, json.length);
            return PublicAnswer.event(
                    kind,
                    Long.parseLong(head, 0, VERSION_DIGITS, 10),
                    json,
                    Instant.ofEpochMilli(Long.parseLong(head, VERSION_DIGITS, HEAD - 1, 10)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static byte[] head(long version, char kind, long readAt) {
        return ascii(String.format(Locale.ROOT, "%019d%015d%c", version, readAt, kind));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean isUp() {
        return pausedUntil.get() == 0;
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long writes() {
        return writes.sum();
    }

    long failures() {
        return failures.sum();
    }
}

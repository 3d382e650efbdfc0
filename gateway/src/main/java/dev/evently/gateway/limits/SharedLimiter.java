package dev.evently.gateway.limits;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Decides by what all gateways have seen: one script in Redis, one round trip for all claims of a request. The limits that
 * hold are in Redis too, and the script notices when this gateway knows others, so that a change holds everywhere from the
 * next request on.
 *
 * <p>Every key lies in one slot of a Redis cluster, for what a script touches must.
 */
@Component
class SharedLimiter {

    private static final String PREFIX = "{evently.limits}.";
    private static final String VERSION = PREFIX + "version";
    private static final String LIMITS = PREFIX + "limits";
    private static final String REFUSED = PREFIX + "refused.";
    private static final String COUNT = PREFIX + "count.";
    /** Each other change by an administrator takes one more; between two requests there is hardly ever one. */
    private static final int TRIES = 3;

    private static final long MOST_REFUSED_SHOWN = 100;

    private final RedisScripts redis;
    private final Clock clock;
    private final RedisScripts.Script decide = RedisScripts.read("decide.lua");
    private final RedisScripts.Script replace = RedisScripts.read("replace.lua");
    private volatile RateLimits current;

    SharedLimiter(RedisScripts redis, LimitSettings settings, Clock clock) {
        this.redis = redis;
        this.clock = clock;
        this.current = RateLimits.of(settings.preset());
    }

    /** The limits as this gateway knows them. */
    RateLimits limits() {
        return current;
    }

    /**
     * Decides about a request; fails when Redis does not answer.
     *
     * @param claims at least one
     */
    Mono<Verdict> decide(List<Claim> claims, String route) {
        return decide(claims, route, "", TRIES);
    }

    /**
     * Decides as if it were another time.
     *
     * @param time in milliseconds, or empty for the time of Redis, which all gateways share
     * @param tries how often the limits may turn out to be others
     */
    Mono<Verdict> decide(List<Claim> claims, String route, String time, int tries) {
        RateLimits limits = current;
        String[] keys = new String[claims.size() + 2];
        String[] values = new String[2 * claims.size() + 3];
        keys[0] = VERSION;
        keys[1] = REFUSED + hour();
        values[0] = Long.toString(limits.version());
        values[1] = time;
        values[2] = route;
        for (int n = 0; n < claims.size(); n++) {
            Claim claim = claims.get(n);
            Limit limit = limits.of(claim.tier());
            keys[n + 2] = COUNT + limit.windowSeconds() + "." + claim;
            values[2 * n + 3] = Integer.toString(limit.requests());
            values[2 * n + 4] = Long.toString(1000L * limit.windowSeconds());
        }
        return redis.<List<Long>>run(decide, ScriptOutputType.MULTI, keys, values)
                .flatMap(answer -> answer.get(0) < 2
                        ? Mono.just(verdictOf(answer, claims, limits))
                        : tries > 1
                                ? learn(limits).then(Mono.defer(() -> decide(claims, route, time, tries - 1)))
                                : Mono.error(new IllegalStateException("The limits change faster than they are read")));
    }

    private static Verdict verdictOf(List<Long> answer, List<Claim> claims, RateLimits limits) {
        if (answer.get(0) == 0) {
            Claim claim = claims.get(answer.get(1).intValue());
            return new Verdict.Refused(claim, limits.of(claim.tier()), Duration.ofMillis(answer.get(2)));
        }
        Tightest tightest = new Tightest(limits);
        for (int n = 0; n < claims.size(); n++) {
            tightest.see(claims.get(n).tier(), answer.get(n + 1));
        }
        return tightest.passed();
    }

    /** The limits that hold. A Redis that has lost them is told those that this gateway knows. */
    Mono<RateLimits> learn(RateLimits known) {
        return redis.ask(commands -> Mono.fromCompletionStage(() -> commands.mget(VERSION, LIMITS)))
                .flatMap(found -> {
                    String version = valueOf(found, 0).orElse("0");
                    if (version.equals("0") && known.version() > 0) {
                        return write("0", known).thenReturn(known);
                    }
                    RateLimits limits = version.equals("0")
                            ? known
                            : known.with(
                                    Long.parseLong(version),
                                    RateLimitsJson.read(valueOf(found, 1).orElse("[]")));
                    current = limits;
                    return Mono.just(limits);
                });
    }

    /**
     * Puts these limits in the place of those that hold.
     *
     * @return false if others hold than those of the version before
     */
    Mono<Boolean> replace(RateLimits limits) {
        return write(Long.toString(limits.version() - 1), limits).doOnNext(done -> {
            if (done) {
                current = limits;
            }
        });
    }

    private Mono<Boolean> write(String expected, RateLimits limits) {
        return redis.<Long>run(
                        replace,
                        ScriptOutputType.INTEGER,
                        new String[] {VERSION, LIMITS},
                        expected,
                        Long.toString(limits.version()),
                        RateLimitsJson.write(limits))
                .map(replaced -> replaced == 1);
    }

    /** Who was refused most in this hour and the last, the most refused first. */
    Mono<List<Refusals>> refused() {
        return Flux.just(hour(), hour() - 1)
                .concatMap(hour -> redis.ask(commands -> Mono.fromCompletionStage(
                        () -> commands.zrevrangeWithScores(REFUSED + hour, 0, MOST_REFUSED_SHOWN - 1))))
                .flatMapIterable(found -> found)
                .collect(Collectors.groupingBy(
                        ScoredValue::getValue, Collectors.summingLong(value -> (long) value.getScore())))
                .map(SharedLimiter::sorted);
    }

    private static List<Refusals> sorted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> Refusals.of(entry.getKey().substring(COUNT.length()), entry.getValue()))
                .sorted()
                .limit(MOST_REFUSED_SHOWN)
                .toList();
    }

    private long hour() {
        return clock.millis() / Duration.ofHours(1).toMillis();
    }

    private static Optional<String> valueOf(List<KeyValue<String, String>> found, int n) {
        return found.get(n).hasValue() ? Optional.of(found.get(n).getValue()) : Optional.empty();
    }
}

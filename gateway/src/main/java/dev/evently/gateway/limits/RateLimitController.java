package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.security.AccessTokens;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets administrators see and change the limits of all gateways, and see who was refused. */
@RestController
@RequestMapping("/api/v1/admin/rate-limits")
class RateLimitController {

    private static final Logger log = LoggerFactory.getLogger(RateLimitController.class);

    /**
     * The limits that hold.
     *
     * @param preset what they were when the gateways were started
     * @param version how often they were changed since
     * @param refused whom they were for in this hour and the last, the most refused first
     */
    record Answer(String preset, long version, List<RateLimitsJson.TierLimit> limits, List<Refusals> refused) {}

    /**
     * What an administrator wants.
     *
     * @param limits those that are to differ from the preset's; none for the preset
     */
    record Change(@Nullable List<@Nullable WantedLimit> limits) {}

    record WantedLimit(
            @Nullable String tier,
            @Nullable Integer requests,
            @Nullable Integer windowSeconds) {}

    private final SharedLimiter limiter;
    private final Preset preset;

    RateLimitController(SharedLimiter limiter, LimitSettings settings) {
        this.limiter = limiter;
        this.preset = settings.preset();
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> limits(ServerWebExchange exchange) {
        AccessTokens.requireAdmin(exchange);
        return limiter.learn(limiter.limits()).flatMap(this::answer).onErrorMap(RateLimitController::away);
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> change(
            ServerWebExchange exchange,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Change change) {
        AccessTokens.requireAdmin(exchange);
        Map<Tier, Limit> wanted = validated(change);
        String administrator = AccessTokens.subjectOf(exchange);
        return limiter.learn(limiter.limits())
                .flatMap(current -> {
                    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(tagOf(current))) {
                        return Mono.error(changedMeanwhile());
                    }
                    RateLimits next = RateLimits.of(preset).with(current.version() + 1, wanted);
                    return limiter.replace(next).flatMap(done -> {
                        if (!done) {
                            return Mono.error(changedMeanwhile());
                        }
                        log.info(
                                "{} has changed the limits of version {} to {}", administrator, next.version(), wanted);
                        return answer(next);
                    });
                })
                .onErrorMap(RateLimitController::away);
    }

    private Mono<ResponseEntity<Answer>> answer(RateLimits limits) {
        return limiter.refused()
                .map(refused -> ResponseEntity.ok()
                        .eTag(tagOf(limits))
                        .body(new Answer(preset.wire(), limits.version(), RateLimitsJson.listOf(limits), refused)));
    }

    private static String tagOf(RateLimits limits) {
        return "\"" + limits.version() + "\"";
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(
                GatewayProblem.PRECONDITION_FAILED, "The limits have been changed meanwhile: read them again");
    }

    private static Throwable away(Throwable e) {
        return e instanceof ProblemException
                ? e
                : new ProblemException(
                                GatewayProblem.UNAVAILABLE,
                                "Redis does not answer; each gateway keeps to the limits that it knows")
                        .retryAfter(Limiter.PAUSE);
    }

    private static Map<Tier, Limit> validated(Change change) {
        ProblemException problem = new ProblemException(GatewayProblem.VALIDATION);
        Map<Tier, Limit> limits = new EnumMap<>(Tier.class);
        if (change.limits() == null) {
            problem.field("limits", "is required; send an empty list for those of the preset");
            throw problem;
        }
        for (int n = 0; n < change.limits().size(); n++) {
            String field = "limits[" + n + "]";
            WantedLimit wanted = change.limits().get(n);
            if (wanted == null) {
                problem.field(field, "must not be null");
                continue;
            }
            Optional<Tier> tier = Optional.ofNullable(wanted.tier()).flatMap(Tier::of);
            if (tier.isEmpty() || limits.containsKey(tier.get())) {
                problem.field(field + ".tier", "must be one of " + Tier.wires() + ", each at most once");
            }
            int requests = checked(problem, field + ".requests", wanted.requests(), Limit.MOST_REQUESTS);
            int windowSeconds = checked(
                    problem,
                    field + ".windowSeconds",
                    wanted.windowSeconds(),
                    tier.map(Tier::longestWindow).orElse(Limit.LONGEST_WINDOW));
            if (problem.fields().isEmpty()) {
                limits.put(tier.orElseThrow(), new Limit(requests, windowSeconds));
            }
        }
        if (!problem.fields().isEmpty()) {
            throw problem;
        }
        return limits;
    }

    private static int checked(ProblemException problem, String field, @Nullable Integer value, int most) {
        if (value == null || value < 1 || value > most) {
            problem.field(field, "must be 1 to " + most);
            return 1;
        }
        return value;
    }
}

package dev.evently.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.servers.TestServers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The script in a real Redis, beside the same rules in this process. */
class SharedLimiterIT {

    private static final long START = 1_800_000_000_123L;
    private static final LimitSettings SETTINGS = settings(Preset.REPORT);

    private static final LettuceConnectionFactory CONNECTIONS = connections();
    private static final RedisScripts REDIS = new RedisScripts(CONNECTIONS);

    private final SharedLimiter shared = new SharedLimiter(REDIS, SETTINGS, Clock.systemUTC());
    private final LocalLimiter local = new LocalLimiter();

    private static LimitSettings settings(Preset preset) {
        return new LimitSettings(
                preset,
                new LimitSettings.Body(DataSize.ofMegabytes(1), 32),
                Map.of(),
                new LimitSettings.Head(DataSize.ofKilobytes(8), 64),
                Map.of(),
                DataSize.ofKilobytes(8),
                Map.of(),
                Duration.ofSeconds(8));
    }

    @BeforeAll
    static void connect() {
        CONNECTIONS.afterPropertiesSet();
        CONNECTIONS.start();
        REDIS.open();
        await().ignoreExceptions()
                .until(() -> "PONG"
                        .equals(REDIS.ask(commands -> Mono.fromCompletionStage(commands::ping))
                                .block()));
    }

    private static LettuceConnectionFactory connections() {
        URI address = URI.create(TestServers.shared().redisUrl());
        RedisStandaloneConfiguration own = new RedisStandaloneConfiguration(address.getHost(), address.getPort());
        own.setDatabase(3);
        return new LettuceConnectionFactory(own);
    }

    @AfterAll
    static void disconnect() {
        REDIS.destroy();
        CONNECTIONS.destroy();
    }

    @BeforeEach
    void begin() {
        wipe();
    }

    private static void wipe() {
        REDIS.ask(commands -> Mono.fromCompletionStage(commands::flushdb)).block();
    }

    @Test
    void decidesAsALocalLimiterDoes() {
        Random random = new Random(7);
        long now = START;
        for (int n = 0; n < 3_000; n++) {
            now += random.nextInt(random.nextInt(20) == 0 ? 90_000 : 2_500);
            List<Claim> claims = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                claims.add(new Claim(Tier.BOOKINGS, "user-" + random.nextInt(3)));
            }
            claims.add(new Claim(Tier.ADDRESS, "192.0.2." + random.nextInt(3)));
            claims.add(new Claim(Tier.ROUTE, "booking"));

            assertThat(sharedAt(now, claims))
                    .as("request %s at %s", n, now)
                    .isEqualTo(local.decide(claims, shared.limits(), now));
        }
    }

    @Test
    void countsARefusedRequestForNobody() {
        List<Claim> booking = List.of(
                new Claim(Tier.BOOKINGS, "u"), new Claim(Tier.ADDRESS, "192.0.2.1"), new Claim(Tier.GLOBAL, "all"));
        for (int n = 0; n < 40; n++) {
            sharedAt(START, booking);
        }

        assertThat(sharedAt(START, List.of(new Claim(Tier.ADDRESS, "192.0.2.1"))))
                .isEqualTo(new Verdict.Passed(Tier.ADDRESS, new Limit(50, 60), 44));
    }

    /** But for the limits of hundreds of thousands, which would take long and differ in nothing but their numbers. */
    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "REPORT"})
    void holdsAPresetToTheRequestOverTwoGateways(Preset preset) {
        SharedLimiter one = new SharedLimiter(REDIS, settings(preset), Clock.systemUTC());
        SharedLimiter other = new SharedLimiter(REDIS, settings(preset), Clock.systemUTC());
        preset.limits().forEach((tier, limit) -> {
            if (limit.requests() <= 5_000) {
                assertThat(passed(one, other, new Claim(tier, "s"), limit.requests() + 200))
                        .as("%s", tier)
                        .isEqualTo(limit.requests());
            }
        });
    }

    private static int passed(SharedLimiter one, SharedLimiter other, Claim claim, int requests) {
        return Flux.range(0, requests)
                .flatMap(n -> (n % 2 == 0 ? one : other).decide(List.of(claim), "booking", Long.toString(START), 1))
                .filter(Verdict.Passed.class::isInstance)
                .count()
                .blockOptional()
                .orElseThrow()
                .intValue();
    }

    @Test
    void holdsChangedLimitsFromTheNextRequestOn() {
        SharedLimiter another = new SharedLimiter(REDIS, SETTINGS, Clock.systemUTC());
        List<Claim> claims = List.of(new Claim(Tier.ADDRESS, "192.0.2.1"));
        sharedAt(START, claims);

        assertThat(another.replace(limits(1, 3)).block()).isTrue();

        assertThat(sharedAt(START, claims)).isEqualTo(new Verdict.Passed(Tier.ADDRESS, new Limit(3, 60), 1));
        assertThat(shared.limits()).isEqualTo(another.limits());
    }

    @Test
    void letsOneOfTwoChangesWin() {
        SharedLimiter another = new SharedLimiter(REDIS, SETTINGS, Clock.systemUTC());

        assertThat(another.replace(limits(1, 3)).block()).isTrue();
        assertThat(shared.replace(limits(1, 4)).block()).isFalse();
    }

    @Test
    void tellsARedisThatHasForgottenThem() {
        assertThat(shared.replace(limits(1, 3)).block()).isTrue();
        wipe();
        List<Claim> claims = List.of(new Claim(Tier.ADDRESS, "192.0.2.1"));

        assertThat(sharedAt(START, claims)).isEqualTo(new Verdict.Passed(Tier.ADDRESS, new Limit(3, 60), 2));
        SharedLimiter another = new SharedLimiter(REDIS, SETTINGS, Clock.systemUTC());
        assertThat(another.learn(another.limits()).block()).isEqualTo(shared.limits());
    }

    @Test
    void saysWhoWasRefusedMost() {
        String user = UUID.randomUUID().toString();
        refuse(new Claim(Tier.BOOKINGS, user), 3);
        refuse(new Claim(Tier.ADDRESS, "2001:db8:0:1::/64"), 2);

        assertThat(shared.refused().block())
                .containsExactly(
                        new Refusals("bookings", user, "booking", 3),
                        new Refusals("address", "2001:db8:0:1::/64", "booking", 2));
    }

    private void refuse(Claim claim, int times) {
        int limit = shared.limits().of(claim.tier()).requests();
        for (int n = 0; n < limit + times; n++) {
            sharedAt(START, List.of(claim));
        }
    }

    private Verdict sharedAt(long millis, List<Claim> claims) {
        return Objects.requireNonNull(
                shared.decide(claims, "booking", Long.toString(millis), 3).block());
    }

    private static RateLimits limits(long version, int forAddresses) {
        Map<Tier, Limit> changed = new EnumMap<>(Tier.class);
        changed.put(Tier.ADDRESS, new Limit(forAddresses, 60));
        return RateLimits.of(Preset.REPORT).with(version, changed);
    }
}

package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever process of the suite is stopped, the alert of its loss is raised, and none that it does not justify. Services
 * are halted and go on afterwards, which looks the same from outside; servers are killed.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a small heap, and a machine that is busy with other builds, raise by themselves. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("MemoryShort", "GarbageCollectionBusy", "EdgeLatencyBudgetBurns");

    @TempDir
    private static Path folder;

    private @Nullable Prometheus prometheus;

    static Stream<String> services() {
        return RunningSuite.shared().metricsPorts().keySet().stream().sorted();
    }

    @BeforeAll
    void watch() throws Exception {
        Path program = Monitoring.program("prometheus").orElse(null);
        Assumptions.assumeTrue(program != null, "No alert is tried: there is no prometheus (Debian: prometheus)");
        RunningSuite suite = RunningSuite.shared();
        Sale.open(1);
        prometheus = Prometheus.start(program, folder, suite.metricsPorts());
    }

    @BeforeEach
    void beginCalmly() {
        awaitCalm();
    }

    @AfterAll
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void noticesServiceThatAnswersNothing(String service) throws Exception {
        long pid = RunningSuite.shared().process(service).pid();
        signal("STOP", pid);
        try {
            awaitAlerts(Set.of("ServiceAway " + service), alert -> alert.equals("InstanceAway " + service), () -> {});
        } finally {
            signal("CONT", pid);
        }
        awaitCalm();
    }

    @Test
    void noticesLossOfRedis() throws Exception {
        Api reader = People.newcomer();
        Runnable reads = () -> reader.get("/events/" + UUID.randomUUID()).expect(404);

        try {
            RunningSuite.shared().kill("redis");
            awaitAlerts(Set.of("LimiterAlone", "CacheWithoutSecondLevel"), alert -> false, reads);
        } finally {
            RunningSuite.shared().restore();
        }
        awaitCalm(reads);
    }

    @Test
    void noticesLossOfKafka() throws Exception {
        Sale sale = Sale.open(5);
        Api buyer = People.newcomer();

        try {
            RunningSuite.shared().kill("kafka");
            sale.hold(buyer, 1).expect(201);
            awaitAlerts(
                    Set.of(
                            "OutboxLag booking-service",
                            "KafkaAway booking-service",
                            "KafkaAway waitlist-service",
                            "KafkaAway notification-service",
                            "KafkaAway analytics-service"),
                    alert -> alert.startsWith("OutboxLag ") || alert.startsWith("CacheDeaf"),
                    () -> {});
        } finally {
            RunningSuite.shared().restore();
        }
        awaitCalm();
    }

    @Test
    void noticesLossOfPostgres() throws Exception {
        try {
            RunningSuite.shared().kill("postgres");
            awaitAlerts(
                    Set.of(
                            "DatabaseAway identity-service",
                            "DatabaseAway event-service",
                            "DatabaseAway waitlist-service",
                            "DatabaseAway notification-service",
                            "DatabaseAway analytics-service",
                            "ShardAway shard-0",
                            "ShardAway shard-1",
                            "ShardAway shard-2",
                            "ShardAway shard-3"),
                    alert -> false,
                    () -> {});
        } finally {
            RunningSuite.shared().restore();
        }
        awaitCalm();
    }

    /** Waits for all of the alerts; none but these and those that are justified may come up meanwhile. */
    private void awaitAlerts(Set<String> expected, Predicate<String> justified, Runnable meanwhile) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            meanwhile.run();
            Set<String> firing = firing();
            assertThat(firing).allMatch(alert -> expected.contains(bare(alert, expected)) || justified.test(alert));
            return firing.stream().map(alert -> bare(alert, expected)).toList().containsAll(expected);
        });
    }

    /** A shard's alert names its database alone; what the outbox of a shard raises names both. */
    private static String bare(String alert, Set<String> expected) {
        return expected.stream().filter(alert::startsWith).findFirst().orElse(alert);
    }

    private void awaitCalm() {
        awaitCalm(() -> {});
    }

    private void awaitCalm(Runnable meanwhile) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            meanwhile.run();
            assertThat(prometheus().seesEverything()).isTrue();
            assertThat(firing()).isEmpty();
        });
    }

    private Set<String> firing() throws IOException, InterruptedException {
        Set<String> firing = new TreeSet<>(prometheus().firing());
        firing.removeIf(alert -> OF_THE_MACHINE.contains(alert.split(" ", 2)[0]));
        return firing;
    }

    private Prometheus prometheus() {
        return Objects.requireNonNull(prometheus, "Prometheus has not been started");
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}

package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.embedded.PostgresServer;
import dev.evently.embedded.ServerProcess;
import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A shard whose server hangs: connections stay open and nothing is answered, until it goes on where it stood. */
@BookingServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HungShardIT {

    private static final Bucket HUNG = new Bucket(1_000);
    private static final Bucket WELL = new Bucket(10);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Far less than what the socket or the queue would take to give up, far more than a slow machine takes to refuse. */
    private static final Duration NOT_LEFT_WAITING = Duration.ofSeconds(18);

    @TempDir
    static Path folder;

    private final UUID buyer = UUID.randomUUID();
    private ServerProcess server;
    private SecondInstance instance;
    private BoxOffice office;

    @BeforeAll
    void start(@Autowired ApplicationContext first) throws Exception {
        PostgresServer.Settings settings = new PostgresServer.Settings(
                "hung",
                folder.resolve("hung"),
                Path.of("target", "test-binaries"),
                freePort(),
                "evently",
                "secret",
                60,
                true);
        PostgresServer postgres = PostgresServer.prepare(settings);
        server = ServerProcess.start(postgres.launch(), folder.resolve("hung.log"));
        server.awaitReady(LIMIT);
        postgres.createDatabase("booking_hung");
        instance = SecondInstance.beside(
                first,
                Map.of(
                        "spring.application.name", "booking-with-a-hung-shard",
                        "evently.shards[3].url", postgres.jdbcUrl("booking_hung"),
                        "evently.shards[3].username", "evently",
                        "evently.shards[3].password", "secret",
                        "evently.sharding.queue-timeout", "30s",
                        "evently.sharding.silence", "1500ms"));
        office = instance.office();
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            signal("CONT");
        }
        if (instance != null) {
            instance.close();
        }
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void isRefusedSoonAndHealsWithNothingLostOrDoubled() throws Exception {
        List<OnOffer> onHung = IntStream.range(0, 6)
                .mapToObj(number ->
                        office.publish(OnOffer.in(new Bucket(HUNG.value() + number), ProductOnOffer.of(100_000))))
                .toList();
        OnOffer onWell = office.publish(OnOffer.in(WELL, ProductOnOffer.of(100)));
        UUID before = office.mustHold(buyer, 1, onHung.getFirst()).id();
        Map<String, OnOffer> asked = new ConcurrentHashMap<>();

        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Timed>> ends = IntStream.range(0, 24)
                    .mapToObj(number -> onHung.get(number % onHung.size()))
                    .map(offer -> threads.submit(() -> holdUntilRefused(offer, asked, over)))
                    .toList();
            Awaitility.await().atMost(LIMIT).until(() -> asked.size() > 200);
            signal("STOP");
            try {
                for (Future<Timed> end : ends) {
                    Timed last = end.get(NOT_LEFT_WAITING.toSeconds(), TimeUnit.SECONDS);
                    assertUnavailable(last.answer());
                    assertThat(last.took()).isLessThan(NOT_LEFT_WAITING);
                }
                assertUnavailable(office.hold(buyer, 1, onHung.getFirst()));
                assertUnavailable(office.booking(buyer, before));
                assertThat(office.hold(buyer, 1, onWell).status()).isEqualTo(201);
                assertThat(office.availability(onWell).status()).isEqualTo(200);
                Answer list = office.get("/api/v1/bookings", TestTokens.user(buyer));
                assertThat(list.status()).isEqualTo(200);
                assertThat(list.headers().getFirst("Evently-Incomplete")).isEqualTo("true");
            } finally {
                over.set(true);
                signal("CONT");
            }
        }

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> office.booking(buyer, before).status() == 200);
        Set<UUID> bookings = new HashSet<>(Set.of(before));
        asked.forEach((key, offer) -> bookings.add(Awaitility.await()
                .atMost(LIMIT)
                .until(() -> hold(key, offer), answer -> answer.status() == 201)
                .id()));
        assertThat(bookings).hasSize(asked.size() + 1);
        assertThat(onHung.stream()
                        .mapToInt(offer -> office.figures(offer).held())
                        .sum())
                .isEqualTo(bookings.size());
    }

    @Test
    void isWaitedForWhileItAnswersAndIsSlowToTakeConnections() throws Exception {
        OnOffer offer = office.publish(OnOffer.in(HUNG, ProductOnOffer.of(200)));
        signal("STOP", Stream.of(postmaster()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Answer>> answers;
            try {
                instance.bean(ShardConfiguration.ShardPools.class)
                        .shards()
                        .get(3)
                        .pool()
                        .getHikariPoolMXBean()
                        .softEvictConnections();
                answers = threads.submit(() -> Together.times(60, _ -> office.availability(offer)));
                Thread.sleep(Duration.ofSeconds(3));
                assertThat(answers).isNotDone();
            } finally {
                signal("CONT", Stream.of(postmaster()));
            }
            assertThat(answers.get())
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        }
    }

    /** One hold after the other until one is refused, or it is over; the last answer. */
    private Timed holdUntilRefused(OnOffer offer, Map<String, OnOffer> asked, AtomicBoolean over) {
        while (true) {
            String key = UUID.randomUUID().toString();
            asked.put(key, offer);
            long begin = System.nanoTime();
            Answer answer = hold(key, offer);
            if (answer.status() != 201 || over.get()) {
                return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    private Answer hold(String key, OnOffer offer) {
        return office.hold(buyer, key, offer, new Wish(offer.product().id(), 1));
    }

    private record Timed(Answer answer, Duration took) {}

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.headers().getFirst("Retry-After")).isNotNull();
    }

    /** Stops the server with all its processes where they stand, or lets them go on. */
    private static void signal(String name) throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        signal(name, Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    }

    private static void signal(String name, Stream<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.map(process -> String.valueOf(process.pid())).forEach(command::add);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** The process that takes connections and gives each to a process of its own. */
    private static ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("hung").resolve("postmaster.pid"))
                .getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.testing.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class OptimisticLockingIT {

    private static final int WRITERS = 12;

    private final EventApi owner;
    private final String path;

    OptimisticLockingIT(@LocalServerPort int port) {
        owner = EventApi.anybody(port).as(UUID.randomUUID());
        path = "/events/" + owner.draft(EventApi.eventBody(owner.organizer(), null, "Contended", Duration.ofDays(30)));
    }

    @Test
    void letsExactlyOneOfManyWritersOfOneVersionWin() throws Exception {
        List<Answer> answers = race(i -> owner.patch(path, "{\"title\":\"Writer " + i + "\"}", "If-Match", "\"1\""));

        List<Answer> won =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 412)).hasSize(WRITERS - 1);
        assertThat(owner.get(path).body()).isEqualTo(won.getFirst().body());
        assertThat(owner.get(path).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void letsEveryWriterThatDoesNotCareHaveItsVersion() throws Exception {
        List<Answer> answers = race(i -> owner.patch(path, "{\"title\":\"Writer " + i + "\"}"));

        assertThat(answers.stream().map(answer -> answer.expect(200).header("ETag")))
                .doesNotHaveDuplicates();
        assertThat(owner.get(path).header("ETag")).isEqualTo("\"" + (WRITERS + 1) + "\"");
    }

    @Test
    void honoursThePreconditionOnEveryWrite() {
        String current = owner.get(path).response().body();
        for (String stale : new String[] {"\"0\"", "W/\"1\"", "1", "\"\"", ","}) {
            owner.put(path, current, "If-Match", stale).expectProblem(412, "precondition-failed");
            owner.patch(path, "{}", "If-Match", stale).expectProblem(412, "precondition-failed");
            owner.post(path + "/publish", "", "If-Match", stale).expectProblem(412, "precondition-failed");
            owner.post(path + "/cancel", "", "If-Match", stale).expectProblem(412, "precondition-failed");
            assertThat(owner.delete(path, "If-Match", stale)
                            .expectProblem(412, "precondition-failed")
                            .header("ETag"))
                    .isEqualTo("\"1\"");
        }
        owner.put(path, current, "If-Match", "\"7\", \"1\"").expect(200);
        owner.post(path + "/publish", "", "If-Match", "*").expect(200);
    }

    private static List<Answer> race(IntFunction<Answer> write) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                Callable<Answer> task = () -> {
                    start.await();
                    return write.apply(writer);
                };
                running.add(writers.submit(task));
            }
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

package dev.evently.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SharedCheckTests {

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void isMadeOnceForAllWhoAskMeanwhile() throws Exception {
        SharedCheck check = new SharedCheck("slow", this::answersInTheEnd);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Health>> asked = new ArrayList<>();
            AtomicInteger asking = new AtomicInteger();
            for (int n = 0; n < 500; n++) {
                asked.add(threads.submit(() -> {
                    asking.incrementAndGet();
                    return check.health();
                }));
            }
            await().until(() -> asking.get() == 500 && begun.get() == 1);
            answer.countDown();
            for (Future<Health> health : asked) {
                assertThat(health.get().getStatus()).isEqualTo(Status.UP);
            }
        }

        assertThat(begun).hasValue(1);
    }

    @Test
    void saysNoToEverybodyWhileTheAnswerIsMissingAndBeginsNoOther() {
        SharedCheck check = new SharedCheck("hung", this::answersInTheEnd);
        long begin = System.nanoTime();
        assertThat(check.health()).isEqualTo(Health.down().build());
        assertThat(check.health()).isEqualTo(Health.down().build());
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SharedCheck.PATIENCE.toNanos());
        assertThat(begun).hasValue(1);

        answer.countDown();
        await().until(() -> check.health().getStatus().equals(Status.UP));
    }

    @Test
    void looksAgainOnceAnAnswerIsOld() {
        AtomicBoolean well = new AtomicBoolean(true);
        SharedCheck check = new SharedCheck("changing", well::get);
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);

        well.set(false);

        await().until(() -> check.health().getStatus().equals(Status.DOWN));
        well.set(true);
        await().until(() -> check.health().getStatus().equals(Status.UP));
    }

    private boolean answersInTheEnd() {
        begun.incrementAndGet();
        try {
            answer.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

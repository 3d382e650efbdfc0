package dev.evently.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

class FarewellTests {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DrainAutoConfiguration.class))
            .withPropertyValues("evently.drain.pause=" + PAUSE.toMillis() + "ms");

    private final List<Long> stopped = new ArrayList<>();

    @Test
    void comesBeforeEverythingElseEnds() {
        runner.withBean("server", Part.class, part(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE))
                .withBean("sockets", Part.class, part(Farewell.NEXT_PHASE))
                .run(context -> {
                    long begin = System.nanoTime();
                    context.getSourceApplicationContext().close();

                    assertThat(stopped).hasSize(2);
                    assertThat(stopped)
                            .allSatisfy(end -> assertThat(end - begin).isGreaterThanOrEqualTo(PAUSE.toNanos()));
                });
    }

    @Test
    void isNotNeededWhereThereIsNoRegistry() {
        runner.withPropertyValues("eureka.client.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Farewell.class));
    }

    private Supplier<Part> part(int phase) {
        return () -> new Part(phase);
    }

    private final class Part implements SmartLifecycle {

        private final int phase;
        private volatile boolean running;

        private Part(int phase) {
            this.phase = phase;
        }

        @Override
        public int getPhase() {
            return phase;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            stopped.add(System.nanoTime());
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}

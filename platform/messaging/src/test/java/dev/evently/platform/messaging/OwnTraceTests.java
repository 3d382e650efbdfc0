package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTraceTests {

    @Test
    void isNoPartOfTheLookThatFoundTheWork() {
        try (Scope _ = TraceHeader.unrecorded().makeCurrent()) {
            String looking = TraceHeader.current();
            assertThat(looking).as("is told to be not recorded").endsWith("-00");
            assertThat(Span.current().getSpanContext().isSampled()).isFalse();

            assertThat(OwnTrace.during("work", () -> Optional.ofNullable(TraceHeader.current())))
                    .isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(() -> OwnTrace.during("work", OwnTraceTests::fail))
                    .withMessage("failed");

            assertThat(TraceHeader.current()).isEqualTo(looking);
        }
    }

    private static void fail() {
        throw new IllegalStateException("failed");
    }
}

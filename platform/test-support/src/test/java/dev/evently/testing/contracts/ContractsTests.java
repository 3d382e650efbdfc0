package dev.evently.testing.contracts;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ContractsTests {

    private static final String TYPE = "dev.evently.identity.UserRegistered.v1";

    @Test
    void acceptsExample() {
        assertThatNoException().isThrownBy(() -> Contracts.assertValid(TYPE, Contracts.example(TYPE)));
        assertThatNoException().isThrownBy(() -> Contracts.assertValid(TYPE, event().build()));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        String broken = Contracts.example(TYPE).replace("@", " at ");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contracts.assertValid(TYPE, broken))
                .withMessageContaining("/email");
    }

    @Test
    void rejectsEventOfAnotherType() {
        CloudEvent other =
                event().withType("dev.evently.identity.UserRenamed.v1").build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contracts.assertValid(TYPE, other))
                .withMessageContaining("type is dev.evently.identity.UserRenamed.v1");
    }

    @Test
    void rejectsEventWithoutSubject() {
        CloudEvent anonymous = event().withSubject(null).build();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contracts.assertValid(TYPE, anonymous))
                .withMessageContaining("subject is missing");
    }

    @Test
    void rejectsTypeWithoutContract() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contracts.example("dev.evently.identity.Unheard.v1"))
                .withMessageContaining("Unheard");
    }

    private static CloudEventBuilder event() {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/identity-service"))
                .withType(TYPE)
                .withSubject("019372c0-0a10-7188-b1a6-41a0be95d706")
                .withTime(OffsetDateTime.of(2027, 1, 10, 9, 30, 0, 0, ZoneOffset.UTC))
                .withData("application/json", Contracts.example(TYPE).getBytes(StandardCharsets.UTF_8));
    }
}

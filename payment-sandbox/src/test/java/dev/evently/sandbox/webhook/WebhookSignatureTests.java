package dev.evently.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookSignatureTests {

    /** The tag is what {@code printf '1800000000.{"id":"wh_1"}' | openssl dgst -sha256 -hmac secret} prints. */
    @Test
    void isTheHmacOfSecondsAndBody() {
        assertThat(WebhookSignature.of("secret", Instant.ofEpochSecond(1_800_000_000), "{\"id\":\"wh_1\"}"))
                .isEqualTo("t=1800000000,v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3");
    }
}

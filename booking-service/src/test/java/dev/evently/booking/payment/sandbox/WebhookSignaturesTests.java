package dev.evently.booking.payment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignaturesTests {

    private static final long SIGNED_AT = 1_800_000_000;
    private static final byte[] BODY = "{\"id\":\"wh_1\"}".getBytes(StandardCharsets.UTF_8);

    /** What {@code printf '1800000000.{"id":"wh_1"}' | openssl dgst -sha256 -hmac secret} prints. */
    private static final String TAG = "93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3";

    private static final String OTHER_TAG = "0".repeat(64);

    @Test
    void acceptsWhatTheProviderSigned() {
        assertThat(at(SIGNED_AT).fits("t=1800000000,v1=" + TAG, BODY)).isTrue();
        assertThat(at(SIGNED_AT).fits(" v1=" + TAG + " , t=1800000000", BODY)).isTrue();
    }

    @Test
    void acceptsOneOfSeveralWhileTheSecretChanges() {
        assertThat(at(SIGNED_AT).fits("t=1800000000,v1=" + OTHER_TAG + ",v1=" + TAG, BODY))
                .isTrue();
    }

    @Test
    void refusesOldAndFutureSignatures() {
        String header = "t=1800000000,v1=" + TAG;

        assertThat(at(SIGNED_AT + 300).fits(header, BODY)).isTrue();
        assertThat(at(SIGNED_AT + 301).fits(header, BODY)).isFalse();
        assertThat(at(SIGNED_AT - 300).fits(header, BODY)).isTrue();
        assertThat(at(SIGNED_AT - 301).fits(header, BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1800000000",
                "v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=,v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=1800000001,v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=-1800000000,v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=99999999999999999999,v1=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=1800000000,v1=",
                "t=1800000000,v1=zz",
                "t=1800000000,v0=93e34eaeaa92d1b662a08daa5224274e2f49e9eacff2bdfe704651dbb21594f3",
                "t=1800000000,v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void refusesAnythingElse(String header) {
        assertThat(at(SIGNED_AT).fits(header, BODY)).isFalse();
    }

    @Test
    void refusesAnotherBody() {
        assertThat(at(SIGNED_AT).fits("t=1800000000,v1=" + TAG, new byte[0])).isFalse();
        assertThat(at(SIGNED_AT).fits(null, BODY)).isFalse();
    }

    private static WebhookSignatures at(long seconds) {
        ProviderSettings settings = new ProviderSettings(
                URI.create("http://127.0.0.1"), "key", "secret", Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new WebhookSignatures(settings, Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
    }
}

package dev.evently.local.demodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.DemoLogins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTests {
    @TempDir
    Path data;

    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void loadsVenuesEventsAndOneNearlySoldOutEvent() throws Exception {
        demoData().load();

        assertThat(gateway.count("venues")).isBetween(3, 5);
        assertThat(gateway.count("events")).isEqualTo(12);
        assertThat(gateway.published()).isEqualTo(12);
        assertThat(gateway.available()).isEqualTo(1);
        assertThat(gateway.verified())
                .containsExactlyInAnyOrder(
                        "organizer@evently.example",
                        "ada@evently.example",
                        "grace@evently.example",
                        "alan@evently.example");
        assertThat(demoData().isLoaded()).isTrue();
    }

    @Test
    void secondLoadSendsNothing() throws Exception {
        demoData().load();
        int requests = gateway.requests();

        demoData().load();

        assertThat(gateway.requests()).isEqualTo(requests);
    }

    @Test
    void loadThatWasCutOffAnywhereIsTakenUpWithoutDoubles() throws Exception {
        for (int cut = 1; !demoData().isLoaded(); cut += 7) {
            gateway.failAfter(cut);
            try {
                demoData().load();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("500");
            }
        }

        assertThat(gateway.count("organizers")).isEqualTo(1);
        assertThat(gateway.count("venues")).isBetween(3, 5);
        assertThat(gateway.count("events")).isEqualTo(12);
        assertThat(gateway.published()).isEqualTo(12);
    }

    @Test
    void refusalNamesRequestAndAnswer() throws Exception {
        gateway.failAfter(0);

        assertThatThrownBy(() -> demoData().load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("POST /api/v1/auth/register")
                .hasMessageContaining("500");
    }

    private DemoData demoData() throws IOException {
        return new DemoData(
                data,
                GatewayClient.of(gateway.url()),
                GatewayClient.of(gateway.url()),
                new DemoLogins(Secrets.in(data)),
                Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC));
    }
}

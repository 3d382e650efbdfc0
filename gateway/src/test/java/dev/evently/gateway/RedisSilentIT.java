package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Redis takes connections and never says a word. */
@TestPropertySource(properties = "evently.redis-url=redis://127.0.0.1:${test.silent-port}")
class RedisSilentIT extends GatewayTest {

    private static final ServerSocket SILENT = open();

    @DynamicPropertySource
    static void silentRedis(DynamicPropertyRegistry registry) {
        registry.add("test.silent-port", SILENT::getLocalPort);
    }

    /** Were each request to wait for its connection, as the driver does, they would take longer than they may. */
    @Test
    @Timeout(value = 45, unit = TimeUnit.SECONDS)
    void holdsNobodyUp() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());
        for (int i = 0; i < 200; i++) {
            assertThat(send(request("/api/v1/bookings", token)).statusCode()).isEqualTo(200);
        }
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

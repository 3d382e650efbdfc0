package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Tokens of a provider that is no service of the suite. */
@TestPropertySource(
        properties = {
            "evently.jwk-set-uri=${evently.issuer}/oauth2/jwks",
            "spring.cloud.discovery.client.simple.instances.identity-service[0].uri=http://127.0.0.1:9"
        })
class AnotherProviderIT extends GatewayTest {

    @Test
    void areCheckedWithTheKeysItPublishes() throws Exception {
        String path = "/api/v1/bookings/1";

        assertThat(send(request(path, TestTokens.user(UUID.randomUUID()))).statusCode())
                .isEqualTo(200);
        assertProblem(send(request(path, "a.b.c")), 401, "unauthenticated");
    }
}

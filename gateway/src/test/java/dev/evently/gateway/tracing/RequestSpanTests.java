package dev.evently.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestSpanTests {

    @Test
    void operationsAreNamedWithoutIds() {
        assertThat(RequestSpan.routeOf("/api/v1/bookings/0199b1c2-aaaa-7bbb-8ccc-0123456789ab/payment"))
                .isEqualTo("/api/v1/bookings/{id}/payment");
        assertThat(RequestSpan.routeOf("/api/v1/events/abcdef12-aaaa-7bbb-8ccc-0123456789ab"))
                .isEqualTo("/api/v1/events/{id}");
        assertThat(RequestSpan.routeOf("/.well-known/openid-configuration"))
                .isEqualTo("/.well-known/openid-configuration");
        assertThat(RequestSpan.routeOf("/oauth2/token")).isEqualTo("/oauth2/token");
    }
}

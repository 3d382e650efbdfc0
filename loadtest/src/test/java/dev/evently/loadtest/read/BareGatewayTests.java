package dev.evently.loadtest.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BareGatewayTests {

    @Test
    void leavesOutWhatWouldSwitchItselfOn() {
        assertThat(BareGateway.isNeeded("spring-cloud-gateway-server-webflux-5.0.2.jar"))
                .isTrue();
        assertThat(BareGateway.isNeeded("micrometer-core-1.17.0.jar")).isTrue();
        assertThat(BareGateway.isNeeded("spring-boot-security-4.1.0.jar")).isFalse();
        assertThat(BareGateway.isNeeded("spring-boot-micrometer-metrics-4.1.0.jar"))
                .isFalse();
        assertThat(BareGateway.isNeeded("lettuce-core-7.5.2.RELEASE.jar")).isFalse();
    }
}

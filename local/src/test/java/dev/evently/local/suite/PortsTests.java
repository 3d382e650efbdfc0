package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PortsTests {
    @Test
    void offsetMovesEveryPort() {
        assertThat(new Ports(100).wanted().keySet())
                .containsExactlyElementsOf(new Ports(0)
                        .wanted().keySet().stream().map(port -> port + 100).toList());
    }

    @Test
    void noTwoProcessesWantTheSamePort() {
        int mailAndServers = 6;
        int gatewayManagement = 1;
        assertThat(new Ports(0).wanted()).hasSize(Service.values().length + mailAndServers + gatewayManagement);
    }

    @Test
    void offsetThatLeavesThePortRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(50_000));
    }
}

package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTests {
    private static final Databases MOST = new Databases(8, 4);

    @Test
    void offsetMovesEveryPort() {
        assertThat(new Ports(100).wanted(MOST, new Tracing(1)).keySet())
                .containsExactlyElementsOf(new Ports(0)
                        .wanted(MOST, new Tracing(1)).keySet().stream()
                                .map(port -> port + 100)
                                .toList());
    }

    @Test
    void noTwoProcessesWantTheSamePort() {
        int mailTracesAndServers = 7;
        int gatewayManagement = 1;
        int shardServersAndReplicas = 12;
        assertThat(new Ports(0).wanted(MOST, new Tracing(1)))
                .hasSize(Service.values().length + mailTracesAndServers + gatewayManagement + shardServersAndReplicas);
    }

    @Test
    void offsetThatLeavesThePortRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(50_000));
    }

    @Test
    void rangeWithATakenPortIsNotFree() throws IOException {
        Ports free = Ports.freeBelow(9_875, MOST).orElseThrow();
        try (ServerSocket taken = new ServerSocket(free.kafka(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(Ports.freeBelow(free.offset(), MOST))
                    .hasValueSatisfying(other -> assertThat(other.offset()).isLessThan(free.offset()));
        }
    }
}

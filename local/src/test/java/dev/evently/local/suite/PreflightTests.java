package dev.evently.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTests {
    @TempDir
    Path folder;

    @Test
    void takenPortIsNamedWithWhoWantsIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Preflight.requireFree(Map.of(taken.getLocalPort(), "gateway")))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + ", which gateway needs, is in use");
        }
    }

    @Test
    void portTakenOnAllAddressesIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(Preflight.isTaken(taken.getLocalPort())).isTrue();
        }
    }

    @Test
    void freePortsPass() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatCode(() -> Preflight.requireFree(Map.of(free, "gateway"))).doesNotThrowAnyException();
    }

    @Test
    void dataFolderIsMade() throws Exception {
        Preflight.prepareDataFolder(folder.resolve("a/b"), new Databases(0, 0));

        assertThat(folder.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void dataFolderThatIsAFileIsRefusedByName() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Preflight.prepareDataFolder(file, new Databases(0, 0)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--data");
    }
}

package dev.evently.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedServersIT {
    private static final long LIMIT_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void serversLiveAsLongAsTheWatchedProcess() throws Exception {
        Process watched = new ProcessBuilder("sleep", "600").start();
        Path addressFile = folder.resolve("addresses.properties");
        Process servers = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharedServers.class.getName(),
                        "--watch-pid",
                        Long.toString(watched.pid()),
                        "--address-file",
                        addressFile.toString(),
                        "--binaries",
                        folder.resolve("binaries").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("servers.log").toFile())
                .start();
        try {
            awaitFile(addressFile, servers);
            Properties addresses = new Properties();
            try (Reader reader = Files.newBufferedReader(addressFile)) {
                addresses.load(reader);
            }
            try (Connection connection = DriverManager.getConnection(
                    addresses.getProperty("postgres.url"),
                    addresses.getProperty("postgres.user"),
                    addresses.getProperty("postgres.password"))) {
                assertThat(connection.isValid(5)).isTrue();
            }
            List<ProcessHandle> children = servers.descendants().toList();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);

            watched.destroy();

            assertThat(servers.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(addressFile).doesNotExist();
        } finally {
            watched.destroy();
            if (!servers.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                servers.destroyForcibly();
            }
        }
    }

    private void awaitFile(Path file, Process servers) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!Files.exists(file)) {
            boolean ended = servers.waitFor(100, TimeUnit.MILLISECONDS);
            assertThat(ended).as(() -> "servers ended early: " + log()).isFalse();
            assertThat(System.nanoTime()).as(() -> "no addresses: " + log()).isLessThan(deadline);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("servers.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}

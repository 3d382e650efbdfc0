package dev.evently.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestServersIT {
    private final TestServers servers = TestServers.shared();

    @Test
    void createsDatabaseOnce() throws Exception {
        servers.createDatabase("test_support");
        servers.createDatabase("test_support");

        try (Connection connection = DriverManager.getConnection(
                        servers.postgresUrl("test_support"), servers.postgresUser(), servers.postgresPassword());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_database()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("test_support");
        } finally {
            servers.dropDatabase("test_support");
        }
    }

    @Test
    void redisAndKafkaListen() throws IOException {
        URI redis = URI.create(servers.redisUrl());
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                    .isEqualTo("+PONG");
        }
        URI kafka = URI.create("tcp://" + servers.kafkaBootstrapServers());
        try (Socket socket = new Socket(kafka.getHost(), kafka.getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}

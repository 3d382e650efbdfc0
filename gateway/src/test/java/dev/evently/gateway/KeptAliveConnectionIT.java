package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;

class KeptAliveConnectionIT extends GatewayTest {

    /** The first is answered by a service and so takes longer than the second, which the gateway answers itself. */
    @RepeatedTest(5)
    void answersARequestAfterTwoThatOverlapped() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            send(socket, get("/api/v1/events/1/availability") + get("/health/live"));
            assertThat(status(in)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(status(in)).isEqualTo("HTTP/1.1 200 OK");

            send(socket, get("/health/live"));
            assertThat(status(in)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: gateway\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads one answer and returns its first line. */
    private static String status(BufferedReader in) throws IOException {
        String status = in.readLine();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (line.equalsIgnoreCase("Transfer-Encoding: chunked")) {
                length = -1;
            }
        }
        if (length >= 0) {
            assertThat(in.read(new char[length])).isEqualTo(length);
            return status;
        }
        for (String size = in.readLine(); !size.equals("0"); size = in.readLine()) {
            assertThat(in.readLine()).hasSize(Integer.parseInt(size, 16));
        }
        in.readLine();
        return status;
    }
}

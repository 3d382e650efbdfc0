package dev.evently.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailSinkTests {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int smtpPort = freePort();
    private final MailSink sink = MailSink.start(InetAddress.getLoopbackAddress(), smtpPort, freePort(), 3);

    MailSinkTests() throws IOException {}

    @AfterEach
    void stop() {
        sink.stop();
    }

    @Test
    void showsMailsNewestFirst() throws Exception {
        send("ada@evently.example", "First");
        send("grace@evently.example", "Second");

        JsonNode items = get("/messages").path("items");

        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("subject").asString()).isEqualTo("Second");
        assertThat(items.path(1).path("text").asString()).contains("Body of First");
    }

    @Test
    void findsMailsOfOneRecipientAndById() throws Exception {
        send("ada@evently.example", "First");
        send("grace@evently.example", "Second");

        JsonNode items = get("/messages?to=ada@evently.example").path("items");

        assertThat(items.size()).isEqualTo(1);
        String id = items.path(0).path("id").asString();
        assertThat(get("/messages/" + id).path("subject").asString()).isEqualTo("First");
    }

    @Test
    void keepsTheNewestUnderTheirIds() throws Exception {
        for (String subject : List.of("First", "Second", "Third")) {
            send("ada@evently.example", subject);
        }
        String third = get("/messages").path("items").path(0).path("id").asString();
        send("grace@evently.example", "Fourth");
        send("ada@evently.example", "Fifth");

        await().untilAsserted(() -> assertThat(get("/messages").path("items"))
                .extracting(mail -> mail.path("subject").asString())
                .containsExactly("Fifth", "Fourth", "Third"));
        assertThat(get("/messages/" + third).path("subject").asString()).isEqualTo("Third");
    }

    private void send(String to, String subject) {
        GreenMailUtil.sendTextEmail(
                to,
                "tickets@evently.example",
                subject,
                "Body of " + subject,
                new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + sink.httpPort() + path);
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

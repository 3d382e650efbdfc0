package dev.evently.local.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Main class of the mail sink: SMTP on one port, and on another
 *
 * <ul>
 *   <li>{@code GET /messages} with the mails received, newest first, {@code ?to=} for one recipient,
 *   <li>{@code GET /messages/{id}}, {@code DELETE /messages}, and {@code GET /health}.
 * </ul>
 *
 * At most {@value #KEPT} mails are kept, in memory: the last ones.
 */
public final class MailSink {
    private static final String LOOPBACK = "127.0.0.1";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEPT = 5_000;

    static {
        // Otherwise Jakarta Mail looks through the class path for it with each part of each mail.
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private final GreenMail mail;
    private final Mailbox mailbox;
    private final HttpServer http;

    private MailSink(GreenMail mail, Mailbox mailbox, HttpServer http) {
        this.mail = mail;
        this.mailbox = mailbox;
        this.http = http;
    }

    /** The arguments are the SMTP port, the port of the HTTP API and, unless it is 127.0.0.1, the address of both. */
    public static void main(String[] args) throws IOException {
        InetAddress address = InetAddress.getByName(args.length > 2 ? args[2] : LOOPBACK);
        MailSink sink = start(address, Integer.parseInt(args[0]), Integer.parseInt(args[1]), KEPT);
        Runtime.getRuntime().addShutdownHook(new Thread(sink::stop, "stop-mail-sink"));
    }

    static MailSink start(InetAddress address, int smtpPort, int httpPort, int kept) throws IOException {
        GreenMail mail = new GreenMail(new ServerSetup(smtpPort, address.getHostAddress(), ServerSetup.PROTOCOL_SMTP));
        mail.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mail.start();
        HttpServer http = HttpServer.create(new InetSocketAddress(address, httpPort), 0);
        MailSink sink = new MailSink(mail, oneForAll(mail, kept), http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/health", exchange -> answer(exchange, 200, Map.of("status", "UP")));
        http.createContext("/messages", sink::messages);
        http.start();
        return sink;
    }

    /** One mailbox for all recipients, so that their mails stay in the order in which they came. */
    private static Mailbox oneForAll(GreenMail mail, int kept) throws IOException {
        Managers managers = mail.getManagers();
        try {
            GreenMailUser everybody = managers.getUserManager().createUser("everybody", "everybody", "");
            Mailbox mailbox = new Mailbox(managers.getImapHostManager().getInbox(everybody), kept);
            managers.getUserManager().setMessageDeliveryHandler((message, recipient) -> {
                mailbox.makeRoom();
                return everybody;
            });
            return mailbox;
        } catch (UserException | FolderException e) {
            throw new IOException(e);
        }
    }

    int httpPort() {
        return http.getAddress().getPort();
    }

    void stop() {
        http.stop(0);
        mail.stop();
    }

    private void messages(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/messages") && method.equals("GET")) {
            Optional<String> recipient = parameter(exchange, "to");
            List<Mail> items = recipient.map(mailbox::to).orElseGet(mailbox::all);
            answer(exchange, 200, Map.of("items", items));
        } else if (path.equals("/messages") && method.equals("DELETE")) {
            mailbox.clear();
            answer(exchange, 200, Map.of("items", List.of()));
        } else if (path.startsWith("/messages/") && method.equals("GET")) {
            Optional<Mail> found = mailbox.byId(path.substring("/messages/".length()));
            answer(
                    exchange,
                    found.isPresent() ? 200 : 404,
                    found.<Object>map(mail -> mail).orElse(Map.of()));
        } else {
            answer(exchange, 404, Map.of());
        }
    }

    private static Optional<String> parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? Optional.empty()
                : List.of(query.split("&", -1)).stream()
                        .filter(part -> part.startsWith(name + "="))
                        .map(part -> part.substring(name.length() + 1))
                        .findFirst();
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}

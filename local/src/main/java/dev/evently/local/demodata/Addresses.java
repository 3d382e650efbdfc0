package dev.evently.local.demodata;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Verifies the addresses of the demo's accounts as people do: with the codes of the mails that they got. */
final class Addresses {
    private static final String CONFIRM = "/api/v1/auth/email-verification/confirm";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}([A-Za-z0-9_-]{43})$");
    private static final int DONE = 204;
    private static final int OVER = 410;

    private final GatewayClient gateway;
    private final GatewayClient mails;
    private final Journal journal;

    Addresses(GatewayClient gateway, GatewayClient mails, Journal journal) {
        this.gateway = gateway;
        this.mails = mails;
        this.journal = journal;
    }

    /** Waits for the mail to an address and shows its code; one that is over has been shown before the load was cut off. */
    void verify(String email) throws IOException, InterruptedException {
        String step = "verified." + email;
        if (journal.find(step).isPresent()) {
            return;
        }
        String code = await(email);
        Answer answer = gateway.post(CONFIRM, Map.of("token", code));
        if (answer.status() != DONE && answer.status() != OVER) {
            throw new IOException("%s answered %d".formatted(answer.request(), answer.status()));
        }
        journal.put(step, "verified");
    }

    private String await(String email) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> code = codeIn(mails.get("/messages?to=" + email));
            if (code.isPresent()) {
                return code.get();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("No mail to %s arrived within %d seconds".formatted(email, PATIENCE.toSeconds()));
    }

    private static Optional<String> codeIn(Answer mailbox) {
        return mailbox.json()
                .path("items")
                .valueStream()
                .map(mail -> mail.path("text").asString("").replace("\r", ""))
                .flatMap(text -> CODE.matcher(text).results().map(found -> found.group(1)))
                .findFirst();
    }
}

package dev.evently.identity.account;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import io.cloudevents.CloudEvent;
import java.util.List;

/** Reads the tokens that identity-service wants to be mailed, as notification-service does. */
public final class MailedToken implements AutoCloseable {

    public static final String RESET = "dev.evently.identity.PasswordResetRequested.v1";
    public static final String VERIFICATION = "dev.evently.identity.EmailVerificationRequested.v1";

    private final KafkaProbe topic = KafkaProbe.on(Topics.IDENTITY_MAIL);

    /** The token of the only mail of this type to this address so far, waiting for it. */
    public String await(String type, String email) {
        return tokenIn(topic.awaitType(type, event -> isTo(event, email)));
    }

    /** The token of the mail to this address that is another than those. */
    public String awaitNext(String type, String email, List<String> former) {
        return tokenIn(topic.awaitType(type, event -> isTo(event, email) && !former.contains(tokenIn(event))));
    }

    CloudEvent awaitEvent(String type, String email) {
        return topic.awaitType(type, event -> isTo(event, email));
    }

    /** How many mails of this type to this address were seen so far. */
    long count(String type, String email) {
        return topic.events(type).stream().filter(event -> isTo(event, email)).count();
    }

    private static boolean isTo(CloudEvent event, String email) {
        return KafkaProbe.data(event).path("email").asString().equals(email);
    }

    private static String tokenIn(CloudEvent event) {
        return KafkaProbe.data(event).path("token").asString();
    }

    @Override
    public void close() {
        topic.close();
    }
}

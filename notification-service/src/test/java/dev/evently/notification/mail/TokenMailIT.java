package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.MailServer;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestEvents;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Mails that bring accounts a token. */
@NotificationServiceTest
class TokenMailIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RESET = "dev.evently.identity.PasswordResetRequested.v1";

    private final String userId = UUID.randomUUID().toString();
    private final String email = "user-" + userId + "@example.org";

    @Autowired
    private MailRound round;

    @Autowired
    private MailRounds rounds;

    @Autowired
    private TokenDesk desk;

    @Autowired
    private PendingMails pendingMails;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private JdbcClient database;

    @Autowired
    private MutableClock clock;

    @AfterEach
    void goOn() {
        clock.reset();
        rounds.start();
    }

    @ParameterizedTest
    @CsvSource({
        "dev.evently.identity.PasswordResetRequested.v1, Choose another password",
        "dev.evently.identity.EmailVerificationRequested.v1, Is this your address?"
    })
    void bringsTheTokenOfTheExampleAndForgetsIt(String type, String subject) throws Exception {
        ObjectNode example = example(type);
        Contracts.assertValid(type, example.toString());

        CloudEvent event = publish(type, example);

        MimeMessage mail = MailServer.awaitMailTo(email);
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(mail.getMessageID()).isEqualTo("<" + event.getId() + "@evently.example>");
        MimeMultipart versions = (MimeMultipart) mail.getContent();
        for (int part = 0; part < 2; part++) {
            assertThat(versions.getBodyPart(part).getContent().toString())
                    .contains(example.path("token").asString())
                    .contains("Hello Ada Buyer")
                    .contains("(UTC)")
                    .doesNotContain("{{", "#token=");
        }
        await().untilAsserted(() -> assertThat(stateOf(event)).isEqualTo("SENT"));
        assertThat(storedOf(event)).doesNotContain(example.path("token").asString());
    }

    @Test
    void writesOnceHoweverOftenTheRecordComes() {
        rounds.stop();
        CloudEvent event = publish(RESET, example(RESET));
        TestEvents.publish(Topics.IDENTITY_MAIL, userId, event);
        CloudEvent later = publish(RESET, example(RESET).put("email", "x" + email));
        await().until(() -> isPlanned(later));

        round.go();
        round.go();
        assertThat(MailServer.mailsTo(email)).hasSize(1);
    }

    @Test
    void triesAgainWhenTheMailServerIsBack() {
        rounds.stop();
        CloudEvent event = planned(example(RESET));
        MailServer.stop();
        try {
            round.go();
            round.go();
            assertThat(stateOf(event)).isEqualTo("PENDING");
            assertThat(attemptsOf(event)).as("before the delay has passed").isOne();
            clock.advance(Duration.ofMinutes(1));
            pendingMails.look();
            assertThat(metrics.get("evently.notification.mails.pending").gauge().value())
                    .isPositive();
            assertThat(metrics.get("evently.notification.mails.oldest").gauge().value())
                    .isGreaterThanOrEqualTo(60);
        } finally {
            MailServer.start();
        }

        clock.advance(Duration.ofSeconds(5));
        round.go();

        assertThat(MailServer.mailsTo(email)).hasSize(1);
        assertThat(stateOf(event)).isEqualTo("SENT");
    }

    @Test
    void sendsNoTokenThatIsOverAndForgetsIt() {
        rounds.stop();
        ObjectNode example = example(RESET);
        CloudEvent event = planned(example);
        clock.advance(Duration.ofMinutes(30));

        round.go();

        assertThat(stateOf(event)).isEqualTo("MOOT");
        assertThat(storedOf(event)).doesNotContain(example.path("token").asString());
        assertThat(MailServer.mailsTo(email)).isEmpty();
    }

    @Test
    void givesUpWhatTheServerRefusesAndForgetsItsToken() {
        rounds.stop();
        ObjectNode example = example(RESET).put("email", "not an address " + userId);
        CloudEvent event = planned(example);

        round.go();

        assertThat(stateOf(event)).isEqualTo("FAILED");
        assertThat(storedOf(event)).doesNotContain(example.path("token").asString());
    }

    @Test
    void leavesALetterOfAnotherAttemptAlone() {
        rounds.stop();
        CloudEvent event = planned(example(RESET));
        TokenLetter first = desk.handOut().getFirst();
        clock.advance(Duration.ofMinutes(6));
        TokenLetter second = desk.handOut().getFirst();

        desk.settle(List.of(new Outcome.Refused<>(first, "too late")));
        assertThat(stateOf(event)).isEqualTo("PENDING");

        desk.settle(List.of(new Outcome.Sent<>(second)));
        assertThat(stateOf(event)).isEqualTo("SENT");
    }

    private CloudEvent planned(ObjectNode data) {
        CloudEvent event = publish(RESET, data);
        await().until(() -> isPlanned(event));
        return event;
    }

    private boolean isPlanned(CloudEvent event) {
        return database.sql("SELECT count(*) FROM token_mail WHERE id = ?")
                        .param(event.getId())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private String stateOf(CloudEvent event) {
        return database.sql("SELECT state FROM token_mail WHERE id = ?")
                .param(event.getId())
                .query(String.class)
                .single();
    }

    private int attemptsOf(CloudEvent event) {
        return database.sql("SELECT attempts FROM token_mail WHERE id = ?")
                .param(event.getId())
                .query(Integer.class)
                .single();
    }

    private String storedOf(CloudEvent event) {
        return database.sql("SELECT t::text FROM token_mail t WHERE id = ?")
                .param(event.getId())
                .query(String.class)
                .single();
    }

    private ObjectNode example(String type) {
        return ((ObjectNode) JSON.readTree(Contracts.example(type)))
                .put("userId", userId)
                .put("email", email)
                .put(
                        "expiresAt",
                        Clock.systemUTC().instant().plus(Duration.ofMinutes(30)).toString());
    }

    private CloudEvent publish(String type, ObjectNode data) {
        return TestEvents.publish(Topics.IDENTITY_MAIL, userId, type, userId, data.toString());
    }
}

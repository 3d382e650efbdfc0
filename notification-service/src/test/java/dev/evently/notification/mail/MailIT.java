package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Api;
import dev.evently.notification.MailServer;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.recipient.Recipients;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestEvents;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@NotificationServiceTest
class MailIT {

    private static final String DELIVERED = "dev.evently.notification.NotificationDelivered.v1";

    private final World world = new World();

    @LocalServerPort
    private int port;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private DeliveryDesk desk;

    @Autowired
    private MailRound round;

    @Autowired
    private MailRounds rounds;

    @Autowired
    private Postman postman;

    @Autowired
    private Feed feed;

    @Autowired
    private Recipients recipients;

    @Autowired
    private MutableClock clock;

    @AfterEach
    void goOn() {
        clock.reset();
        rounds.start();
    }

    @Test
    void writesWhatEveryReaderCanShow() throws Exception {
        world.registerAs("Ada <Buyer>").publishEvent("Night & Lights").confirmBooking();

        MimeMessage mail = MailServer.awaitMailTo(world.email);

        assertThat(mail.getSubject()).isEqualTo("Your tickets for Night & Lights");
        assertThat(mail.getFrom()[0]).hasToString("Evently <tickets@evently.example>");
        assertThat(mail.getMessageID()).isEqualTo("<" + notificationId() + "@evently.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        MimeMultipart versions = (MimeMultipart) mail.getContent();
        assertThat(versions.getContentType()).startsWith("multipart/alternative");
        assertThat(versions.getCount()).isEqualTo(2);
        BodyPart text = versions.getBodyPart(0);
        BodyPart html = versions.getBodyPart(1);
        assertThat(text.getContentType()).startsWith("text/plain");
        assertThat(text.getContent().toString())
                .contains("Hello Ada <Buyer>", "Night & Lights", "20:00 (Europe/Berlin)", "EUR 90.00");
        assertThat(html.getContentType()).startsWith("text/html");
        assertThat(html.getContent().toString())
                .contains("Hello Ada &lt;Buyer&gt;", "Night &amp; Lights", "Harbour Hall, Hamburg", "EUR 90.00");
    }

    @Test
    void publishesWhatWasDelivered() {
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            world.register().publishEvent("Night of Lights").confirmBooking();
            MailServer.awaitMailTo(world.email);
            UUID notification = notificationId();

            CloudEvent delivered = probe.awaitType(DELIVERED, notification.toString());

            Contracts.assertValid(DELIVERED, delivered);
            assertThat(KafkaProbe.data(delivered).path("kind").asString()).isEqualTo("booking.confirmed");
            assertThat(KafkaProbe.data(delivered).path("userId").asString()).isEqualTo(world.userId.toString());
            assertThat(probe.records().stream()
                            .filter(record -> record.value().equals(delivered))
                            .findFirst()
                            .orElseThrow()
                            .key())
                    .isEqualTo(world.userId.toString());
        }
    }

    @Test
    void writesOnceHoweverOftenTheRecordComes() {
        world.register().publishEvent("Night of Lights");
        CloudEvent confirmed = world.confirmBooking();
        TestEvents.publish(Topics.BOOKINGS, world.bookingId.toString(), confirmed);
        world.cancelBooking("EVENT_CANCELLED", 9000L);

        MailServer.awaitMailTo(world.email, mail -> subject(mail).equals("Cancelled: Night of Lights"));

        await().untilAsserted(() -> assertThat(MailServer.mailsTo(world.email))
                .extracting(MailIT::subject)
                .containsExactlyInAnyOrder("Your tickets for Night of Lights", "Cancelled: Night of Lights"));
    }

    @Test
    void waitsForRecipientAndEventToBecomeKnown() {
        rounds.stop();
        world.confirmBooking();
        new Api(port, world.userId).awaitNotifications(1);
        assertThat(round.go()).isZero();

        world.register();
        await().untilAsserted(() -> {
            assertThat(round.go()).isZero();
            assertThat(recipientIsKnown()).isTrue();
        });

        world.publishEvent("Night of Lights");
        await().untilAsserted(() -> assertThat(round.go()).isEqualTo(1));
        assertThat(MailServer.mailsTo(world.email)).hasSize(1);
    }

    @Test
    void writesOfTheNewestVersionOfTheEvent() {
        rounds.stop();
        world.register()
                .publishEvent("EventUpdated", 3, "The newest name")
                .publishEvent("EventUpdated", 2, "A name of the past")
                .publishEvent("EventPublished", 1, "The first name")
                .cancelEvent(4)
                .confirmBooking();
        new Api(port, world.userId).awaitNotifications(1);

        await().untilAsserted(() -> assertThat(round.go()).isEqualTo(1));

        assertThat(MailServer.mailsTo(world.email))
                .extracting(MailIT::subject)
                .containsExactly("Your tickets for The newest name");
    }

    @Test
    void triesAgainWhenTheMailServerIsBack() {
        rounds.stop();
        world.register().publishEvent("Night of Lights").confirmBooking();
        UUID notification = awaitPlanned();
        MailServer.stop();
        try {
            await().until(() -> round.go() == 1);
            Delivery failed = deliveries.findByNotificationId(notification).orElseThrow();
            assertThat(failed.state()).isEqualTo(Delivery.State.PENDING);
            assertThat(failed.attempts()).isEqualTo(1);
            assertThat(failed.lastError()).contains("MailConnectException");
            assertThat(round.go()).as("before the delay has passed").isZero();

            clock.advance(Duration.ofSeconds(5));
            assertThat(round.go()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(5));
            assertThat(round.go()).as("the second delay is longer").isZero();
        } finally {
            MailServer.start();
        }
        clock.advance(Duration.ofSeconds(5));
        assertThat(round.go()).isEqualTo(1);

        assertThat(MailServer.mailsTo(world.email)).hasSize(1);
        assertThat(deliveries.findByNotificationId(notification).orElseThrow().state())
                .isEqualTo(Delivery.State.SENT);
    }

    @Test
    void givesUpWhenTheMailServerStaysAway() {
        rounds.stop();
        world.register().publishEvent("Night of Lights").confirmBooking();
        UUID notification = awaitPlanned();
        MailServer.stop();
        try {
            clock.advance(Duration.ofDays(3));
            await().until(() -> round.go() == 1);
        } finally {
            MailServer.start();
        }

        Delivery givenUp = deliveries.findByNotificationId(notification).orElseThrow();
        assertThat(givenUp.state()).isEqualTo(Delivery.State.FAILED);
        assertThat(givenUp.settledAt()).isNotNull();
    }

    @Test
    void doesNotTryAnAddressAgainThatIsNone() {
        rounds.stop();
        world.registerAs("Ada", "nobody at example")
                .publishEvent("Night of Lights")
                .confirmBooking();
        UUID notification = awaitPlanned();

        await().until(() -> round.go() == 1);

        assertThat(deliveries.findByNotificationId(notification).orElseThrow().state())
                .isEqualTo(Delivery.State.FAILED);
    }

    @Test
    void sendsAgainUnderTheSameIdWhatACrashLeftBehind() throws Exception {
        rounds.stop();
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            world.register().publishEvent("Night of Lights").confirmBooking();
            UUID notification = awaitPlanned();
            List<NoticeLetter> taken = await().until(desk::handOut, letters -> !letters.isEmpty());
            assertThat(postman.send(List.of(taken.getFirst()))).isEmpty();
            assertThat(round.go()).as("while the lease lasts").isZero();

            clock.advance(Duration.ofMinutes(6));
            assertThat(round.go()).isEqualTo(1);
            desk.settle(List.of(new Outcome.Sent<>(taken.getFirst())));

            List<MimeMessage> mails = MailServer.mailsTo(world.email);
            assertThat(mails).hasSize(2);
            assertThat(mails.getFirst().getMessageID())
                    .isEqualTo(mails.getLast().getMessageID());
            probe.awaitType(DELIVERED, notification.toString());
            world.cancelBooking("BUYER", null);
            UUID later = awaitPlanned(2);
            await().until(() -> round.go() == 1);
            probe.awaitType(DELIVERED, later.toString());
            assertThat(probe.events(DELIVERED).stream()
                            .filter(event -> notification.toString().equals(event.getSubject())))
                    .hasSize(1);
        }
    }

    @Test
    void aLateFailureDoesNotUndoALaterAttempt() {
        rounds.stop();
        world.register().publishEvent("Night of Lights").confirmBooking();
        UUID notification = awaitPlanned();
        NoticeLetter first =
                await().until(desk::handOut, letters -> !letters.isEmpty()).getFirst();
        clock.advance(Duration.ofMinutes(6));
        NoticeLetter second = desk.handOut().getFirst();

        desk.settle(List.of(new Outcome.Failed<>(first, "too late"), new Outcome.Refused<>(first, "too late")));

        Delivery delivery = deliveries.findByNotificationId(notification).orElseThrow();
        assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery.lastError()).isNull();
        desk.settle(List.of(new Outcome.Sent<>(second)));
        assertThat(deliveries.findByNotificationId(notification).orElseThrow().state())
                .isEqualTo(Delivery.State.SENT);
    }

    @Test
    void doesNotWriteOfAnOfferThatIsGone() {
        rounds.stop();
        world.register().publishEvent("Night of Lights").offer(soon());
        UUID notification = awaitPlanned();
        clock.advance(Duration.ofMinutes(10));

        await().untilAsserted(() -> {
            assertThat(round.go()).isZero();
            assertThat(deliveries
                            .findByNotificationId(notification)
                            .orElseThrow()
                            .state())
                    .isEqualTo(Delivery.State.MOOT);
        });
    }

    @Test
    void doesNotWriteOfAnOfferForACancelledEvent() {
        rounds.stop();
        world.register().publishEvent("Night of Lights").cancelEvent(2).offer(soon());
        UUID notification = awaitPlanned();

        await().untilAsserted(() -> {
            assertThat(round.go()).isZero();
            assertThat(deliveries
                            .findByNotificationId(notification)
                            .orElseThrow()
                            .state())
                    .isEqualTo(Delivery.State.MOOT);
        });
    }

    @Test
    void plansNoMailForAHoldThatRanOut() {
        rounds.stop();
        world.register().publishEvent("Night of Lights");
        feed.tell(List.of(world.expiredHold("hold")));

        assertThat(deliveries.findByNotificationId(notificationId())).isEmpty();
    }

    private static String soon() {
        return Instant.now(Clock.systemUTC()).plus(Duration.ofMinutes(10)).toString();
    }

    private boolean recipientIsKnown() {
        return !recipients.findAllByUserIdIn(List.of(world.userId)).isEmpty();
    }

    private UUID awaitPlanned() {
        return awaitPlanned(1);
    }

    /** Waits for the notification of that number and its plan of a mail. */
    private UUID awaitPlanned(int number) {
        new Api(port, world.userId).awaitNotifications(number);
        return notificationId();
    }

    private UUID notificationId() {
        return feed.before(world.userId, Long.MAX_VALUE, 1).getFirst().id();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}

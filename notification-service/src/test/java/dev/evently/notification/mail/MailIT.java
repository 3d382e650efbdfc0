package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Api;
import dev.evently.notification.MailServer;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.event.KnownEvents;
import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notice;
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
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSender;

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
    private MailComposer composer;

    @Autowired
    private JavaMailSender server;

    @Autowired
    private MailSettings settings;

    @Autowired
    private Feed feed;

    @Autowired
    private Recipients recipients;

    @Autowired
    private KnownEvents events;

    @Autowired
    private EntityManager entities;

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
            assertThat(failed.lastError()).contains("MailSendException");
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
    void settlesEachMailOfARoundByItsOwnOutcome() {
        rounds.stop();
        World first = new World().register();
        World last = new World().register();
        World nobody = new World().registerAs("Ada", "nobody at example");
        World later = new World().register();
        World unwritable = new World().register();
        List<World> worlds = List.of(first, nobody, unwritable, later, last);
        worlds.forEach(each -> each.publishEvent("Night of Lights"));
        Stream.of(first, nobody, later, last).forEach(World::confirmBooking);
        feed.tell(new Effect(
                "payment " + unwritable.bookingId,
                unwritable.userId,
                clock.instant(),
                new Notice.BookingConfirmed(unwritable.bookingId, unwritable.eventId, 2, 9000, "no currency")));
        awaitDue(worlds);
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            MailServer.puttingOff(later.email, () -> assertThat(round.go()).isEqualTo(5));

            probe.awaitType(DELIVERED, notificationId(first).toString());
            probe.awaitType(DELIVERED, notificationId(last).toString());
            List<String> ours =
                    worlds.stream().map(each -> notificationId(each).toString()).toList();
            assertThat(probe.events(DELIVERED))
                    .extracting(CloudEvent::getSubject)
                    .filteredOn(ours::contains)
                    .containsExactlyInAnyOrder(
                            notificationId(first).toString(),
                            notificationId(last).toString());
        }

        assertThat(delivery(first).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(last).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(nobody).state()).isEqualTo(Delivery.State.FAILED);
        assertThat(delivery(nobody).lastError()).contains("AddressException");
        assertThat(delivery(later).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery(later).lastError()).contains("451");
        assertThat(delivery(unwritable).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery(unwritable).lastError()).contains("IllegalArgumentException");
        assertThat(worlds).allSatisfy(each -> {
            assertThat(delivery(each).attempts()).isEqualTo(1);
            assertThat(delivery(each).settledAt() == null)
                    .isEqualTo(delivery(each).state() == Delivery.State.PENDING);
        });

        clock.advance(Duration.ofSeconds(5));
        assertThat(round.go()).isEqualTo(2);
        assertThat(delivery(later).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(unwritable).attempts()).isEqualTo(2);
        clock.advance(Duration.ofDays(4));
        assertThat(round.go()).isEqualTo(1);
        assertThat(delivery(unwritable).state()).isEqualTo(Delivery.State.FAILED);
    }

    @Test
    void settlesTheOthersWhileTheMailServerIsSlowForOne() {
        rounds.stop();
        World quick = new World();
        World slow = new World();
        List<World> worlds = List.of(slow, quick);
        worlds.forEach(each -> each.register().publishEvent("Night of Lights").confirmBooking());
        awaitDue(worlds);
        CountDownLatch answer = new CountDownLatch(1);
        MailRound slowRound = roundThatFirst(letter -> {
            if (letter.recipient().userId().equals(slow.userId)) {
                awaitQuietly(answer);
            }
        });
        try (ExecutorService mailing = Executors.newSingleThreadExecutor()) {
            Future<Integer> tried = mailing.submit(slowRound::go);
            try {
                await().until(() -> delivery(quick).state() == Delivery.State.SENT);
                assertThat(delivery(slow).state()).isEqualTo(Delivery.State.PENDING);
            } finally {
                answer.countDown();
            }
            assertThat(tried).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(2);
        }

        assertThat(delivery(slow).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(slow).attempts()).isEqualTo(1);
    }

    @Test
    void settlesTheOthersThoughSendingOneBreaksOff() {
        rounds.stop();
        World whole = new World();
        World broken = new World();
        List<World> worlds = List.of(broken, whole);
        worlds.forEach(each -> each.register().publishEvent("Night of Lights").confirmBooking());
        awaitDue(worlds);
        MailRound brokenRound = roundThatFirst(letter -> {
            if (letter.recipient().userId().equals(broken.userId)) {
                throw new StackOverflowError("by the test");
            }
        });

        assertThat(brokenRound.go()).isEqualTo(2);

        assertThat(delivery(whole).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(broken).state()).isEqualTo(Delivery.State.PENDING);
        clock.advance(Duration.ofMinutes(2));
        assertThat(round.go()).as("after the lease").isEqualTo(1);
        assertThat(delivery(broken).state()).isEqualTo(Delivery.State.SENT);
    }

    @Test
    void handsOutAndSettlesManyMailsInATransactionAndAFewStatementsEach() {
        rounds.stop();
        List<World> worlds = Stream.generate(World::new).limit(20).toList();
        worlds.forEach(each -> each.register().publishEvent("Night of Lights").confirmBooking());
        awaitDue(worlds);
        Statistics statistics =
                entities.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            statistics.clear();
            assertThat(round.go()).isEqualTo(20);

            assertThat(statistics.getTransactionCount())
                    .as("one to hand out, one to settle")
                    .isEqualTo(2);
            assertThat(statistics.getPrepareStatementCount())
                    .as("four to read and one to update, one to lock and one to update")
                    .isEqualTo(7);
        } finally {
            statistics.setStatisticsEnabled(false);
        }

        assertThat(worlds).allSatisfy(each -> assertThat(delivery(each).state()).isEqualTo(Delivery.State.SENT));
    }

    @Test
    void sendsAgainUnderTheSameIdWhatACrashLeftBehind() throws Exception {
        rounds.stop();
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            world.register().publishEvent("Night of Lights").confirmBooking();
            UUID notification = awaitPlanned();
            List<Letter> taken = await().until(desk::handOut, letters -> !letters.isEmpty());
            postman.send(taken.getFirst());
            assertThat(round.go()).as("while the lease lasts").isZero();

            clock.advance(Duration.ofMinutes(2));
            assertThat(round.go()).isEqualTo(1);
            desk.settle(List.of(new Outcome.Sent(taken.getFirst())));

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
        Letter first =
                await().until(desk::handOut, letters -> !letters.isEmpty()).getFirst();
        clock.advance(Duration.ofMinutes(2));
        Letter second = desk.handOut().getFirst();

        desk.settle(List.of(new Outcome.Failed(first, "too late"), new Outcome.Refused(first, "too late")));

        Delivery delivery = deliveries.findByNotificationId(notification).orElseThrow();
        assertThat(delivery.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery.lastError()).isNull();
        desk.settle(List.of(new Outcome.Sent(second)));
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
        feed.tell(new Effect(
                "hold " + world.bookingId,
                world.userId,
                clock.instant(),
                new Notice.BookingExpired(world.bookingId, world.eventId)));

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

    /** A round that does something with each letter before it is sent. */
    private MailRound roundThatFirst(Consumer<Letter> doing) {
        return new MailRound(desk, new Postman(composer, server, settings, clock) {
            @Override
            void send(Letter letter) throws MessagingException {
                doing.accept(letter);
                super.send(letter);
            }
        });
    }

    /** Waits until the mail of each can be written. */
    private void awaitDue(List<World> worlds) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(recipients.findAllByUserIdIn(
                            worlds.stream().map(each -> each.userId).toList()))
                    .hasSameSizeAs(worlds);
            assertThat(events.findAllByEventIdIn(
                            worlds.stream().map(each -> each.eventId).toList()))
                    .hasSameSizeAs(worlds);
            assertThat(worlds)
                    .allSatisfy(each -> assertThat(feed.before(each.userId, Long.MAX_VALUE, 1))
                            .hasSize(1));
        });
    }

    private UUID notificationId() {
        return notificationId(world);
    }

    private UUID notificationId(World of) {
        return feed.before(of.userId, Long.MAX_VALUE, 1).getFirst().id();
    }

    private Delivery delivery(World of) {
        return deliveries.findByNotificationId(notificationId(of)).orElseThrow();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.cloudevents.CloudEvent;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.persistence.EntityManager;
import java.time.Duration;
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
import org.springframework.mail.javamail.JavaMailSender;

/** The mails of one round, each settled by its own outcome. */
@NotificationServiceTest
class MailRoundIT {

    private static final String DELIVERED = "dev.evently.notification.NotificationDelivered.v1";

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private DeliveryDesk desk;

    @Autowired
    private TokenDesk tokens;

    @Autowired
    private MailRound round;

    @Autowired
    private MailRounds rounds;

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
        feed.tell(List.of(new Effect(
                "payment " + unwritable.bookingId,
                unwritable.userId,
                clock.instant(),
                new Notice.BookingConfirmed(unwritable.bookingId, unwritable.eventId, 2, 9000, "no currency"),
                null)));
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
            if (letter.email().equals(slow.email)) {
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
    void settlesEachByItsOwnOutcomeWhenTheyShareConnections() {
        rounds.stop();
        List<World> worlds = Stream.generate(World::new).limit(30).toList();
        World later = worlds.getFirst();
        World nobody = worlds.get(10);
        worlds.forEach(each -> {
            if (each == nobody) {
                each.registerAs("Ada", "nobody at example");
            } else {
                each.register();
            }
            each.publishEvent("Night of Lights").confirmBooking();
        });
        awaitDue(worlds);

        MailServer.puttingOff(later.email, () -> assertThat(round.go()).isEqualTo(30));

        assertThat(delivery(later).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(delivery(later).lastError()).contains("451");
        assertThat(delivery(nobody).state()).isEqualTo(Delivery.State.FAILED);
        assertThat(worlds).filteredOn(each -> each != later && each != nobody).allSatisfy(each -> {
            assertThat(delivery(each).state()).isEqualTo(Delivery.State.SENT);
            assertThat(MailServer.mailsTo(each.email)).hasSize(1);
        });
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
            if (letter.email().equals(broken.email)) {
                throw new StackOverflowError("by the test");
            }
        });

        assertThat(brokenRound.go()).isEqualTo(2);

        assertThat(delivery(whole).state()).isEqualTo(Delivery.State.SENT);
        assertThat(delivery(broken).state()).isEqualTo(Delivery.State.PENDING);
        clock.advance(Duration.ofMinutes(6));
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
                    .as("one to hand out, one to settle, and one that finds no token to be mailed")
                    .isEqualTo(3);
            assertThat(statistics.getPrepareStatementCount())
                    .as("four to read and one to update, one to lock and one to update")
                    .isEqualTo(7);
        } finally {
            statistics.setStatisticsEnabled(false);
        }

        assertThat(worlds).allSatisfy(each -> assertThat(delivery(each).state()).isEqualTo(Delivery.State.SENT));
    }

    /** A round that does something with each letter before it is sent. */
    private MailRound roundThatFirst(Consumer<Letter> doing) {
        return new MailRound(tokens, desk, new Postman(composer, server, settings, clock) {
            @Override
            MimeMessage write(Letter letter) throws MessagingException {
                doing.accept(letter);
                return super.write(letter);
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
}

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
import dev.evently.notification.feed.Notification;
import dev.evently.notification.recipient.Recipients;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which mails follow from what several users are told at once. */
@NotificationServiceTest
class DeliveryPlannerIT {

    private final World world = new World();
    private final World neighbour = new World();

    @Autowired
    private Feed feed;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private MailRound round;

    @Autowired
    private MailRounds rounds;

    @Autowired
    private Recipients recipients;

    @Autowired
    private KnownEvents events;

    @Autowired
    private MutableClock clock;

    @AfterEach
    void goOn() {
        clock.reset();
        rounds.start();
    }

    @Test
    void plansAMailForEachNoticeThatIsWorthOne() {
        rounds.stop();
        Instant offerExpires = clock.instant().plus(Duration.ofMinutes(10));
        List<Effect> effects = List.of(
                confirmed(world),
                world.expiredHold("hold"),
                confirmed(neighbour),
                offered(neighbour, offerExpires),
                neighbour.expiredHold("hold"));

        feed.tell(effects);
        feed.tell(effects.reversed());

        List<Notification> first = feed.after(world.userId, 0, 100);
        List<Notification> second = feed.after(neighbour.userId, 0, 100);
        assertThat(Stream.of(first, second).flatMap(List::stream).filter(this::isPlanned))
                .extracting(Notification::type)
                .containsExactly("booking.confirmed", "booking.confirmed", "waitlist.offered");
        assertThat(uselessAt(first.getFirst(), offerExpires)).isFalse();
        assertThat(uselessAt(second.get(1), offerExpires.minusSeconds(1))).isFalse();
        assertThat(uselessAt(second.get(1), offerExpires)).isTrue();
    }

    @Test
    void sendsEachOfThoseMailsOnce() {
        rounds.stop();
        List<World> worlds = List.of(world, neighbour);
        worlds.forEach(each -> each.register().publishEvent("Night of Lights"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(recipients.findAllByUserIdIn(List.of(world.userId, neighbour.userId)))
                    .hasSize(2);
            assertThat(events.findAllByEventIdIn(List.of(world.eventId, neighbour.eventId)))
                    .hasSize(2);
        });
        List<Effect> effects = Stream.concat(
                        worlds.stream().map(DeliveryPlannerIT::confirmed),
                        worlds.stream().map(each -> each.expiredHold("hold")))
                .toList();

        feed.tell(effects);
        feed.tell(effects);

        assertThat(round.go()).isEqualTo(2);
        assertThat(round.go()).isZero();
        assertThat(worlds)
                .allSatisfy(each -> assertThat(MailServer.mailsTo(each.email)).hasSize(1));
    }

    private static Effect confirmed(World user) {
        return new Effect(
                "payment of " + user.bookingId,
                user.userId,
                Instant.parse("2027-01-15T10:22:00Z"),
                new Notice.BookingConfirmed(user.bookingId, user.eventId, 2, 9000, "EUR"),
                null);
    }

    private static Effect offered(World user, Instant expires) {
        return new Effect(
                "offer to " + user.userId,
                user.userId,
                Instant.parse("2027-01-15T10:22:00Z"),
                new Notice.WaitlistOffered(
                        UUID.randomUUID(), user.eventId, UUID.randomUUID(), 1, user.bookingId, expires),
                null);
    }

    private boolean isPlanned(Notification notification) {
        return deliveries.findByNotificationId(notification.id()).isPresent();
    }

    private boolean uselessAt(Notification notification, Instant time) {
        return deliveries.findByNotificationId(notification.id()).orElseThrow().isUseless(time);
    }
}

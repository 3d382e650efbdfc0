package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Instance;
import dev.evently.notification.MailServer;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.feed.Feed;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@NotificationServiceTest
class MailRaceIT {

    private static final int MAILS = 60;
    private static final String DELIVERED = "dev.evently.notification.NotificationDelivered.v1";

    @Autowired
    private Environment environment;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Feed feed;

    @Autowired
    private DeliveryDesk desk;

    @Autowired
    private MailRounds rounds;

    @Test
    void sendsEachMailOnceThoughTwoInstancesSend() {
        List<World> worlds = worlds();
        try (Instance second = Instance.like(environment)) {
            assertThat(second.part(MailRounds.class).isRunning()).isTrue();
            worlds.forEach(
                    world -> world.register().publishEvent("Night of Lights").confirmBooking());

            worlds.forEach(world -> MailServer.awaitMailTo(world.email));
            worlds.forEach(world -> await().until(() -> isSent(world)));
        }

        assertThat(worlds)
                .allSatisfy(world -> assertThat(MailServer.mailsTo(world.email)).hasSize(1));
    }

    @Test
    void handsOutAndSettlesEachMailOnceThoughManyInstancesDo() throws Exception {
        rounds.stop();
        List<World> worlds = worlds();
        worlds.forEach(world -> world.register().publishEvent("Night of Lights").confirmBooking());
        List<NoticeLetter> handedOut = new ArrayList<>();
        try (ExecutorService instances = Executors.newFixedThreadPool(8)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (Future<List<NoticeLetter>> letters : instances.invokeAll(Collections.nCopies(8, asking()))) {
                    handedOut.addAll(letters.get());
                }
                return handedOut.size() >= MAILS;
            });
        }

        assertThat(handedOut).hasSize(MAILS);
        assertThat(handedOut).extracting(NoticeLetter::notificationId).doesNotHaveDuplicates();
        List<UUID> recipients =
                handedOut.stream().map(letter -> letter.recipient().userId()).toList();
        assertThat(recipients)
                .containsExactlyInAnyOrderElementsOf(
                        worlds.stream().map(world -> world.userId).toList());

        settleOnceThoughManyDo(handedOut, worlds.getFirst());
        rounds.start();
    }

    private void settleOnceThoughManyDo(List<NoticeLetter> letters, World one) throws Exception {
        List<Outcome<NoticeLetter>> outcomes =
                letters.stream().<Outcome<NoticeLetter>>map(Outcome.Sent::new).toList();
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            try (ExecutorService instances = Executors.newFixedThreadPool(8)) {
                List<Callable<Object>> settling = IntStream.range(0, 8)
                        .mapToObj(number -> number % 2 == 0 ? outcomes : outcomes.reversed())
                        .map(some -> Executors.callable(() -> desk.settle(some)))
                        .toList();
                for (Future<Object> settled : instances.invokeAll(settling)) {
                    settled.get();
                }
            }

            one.cancelBooking("BUYER", null);
            NoticeLetter later =
                    await().until(desk::handOut, found -> !found.isEmpty()).getFirst();
            desk.settle(List.of(new Outcome.Sent<>(later)));
            probe.awaitType(DELIVERED, later.notificationId().toString());
            letters.forEach(
                    letter -> probe.awaitType(DELIVERED, letter.notificationId().toString()));
            assertThat(probe.events(DELIVERED))
                    .extracting(CloudEvent::getSubject)
                    .doesNotHaveDuplicates();
        }
    }

    private Callable<List<NoticeLetter>> asking() {
        return desk::handOut;
    }

    private boolean isSent(World world) {
        UUID notificationId =
                feed.before(world.userId, Long.MAX_VALUE, 1).getFirst().id();
        return deliveries.findByNotificationId(notificationId).orElseThrow().state() == Delivery.State.SENT;
    }

    private static List<World> worlds() {
        return IntStream.range(0, MAILS).mapToObj(number -> new World()).toList();
    }
}

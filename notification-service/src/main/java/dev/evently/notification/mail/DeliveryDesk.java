package dev.evently.notification.mail;

import dev.evently.notification.event.KnownEvent;
import dev.evently.notification.event.KnownEvents;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notice;
import dev.evently.notification.feed.NoticeType;
import dev.evently.notification.feed.Notification;
import dev.evently.notification.recipient.Recipient;
import dev.evently.notification.recipient.Recipients;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands out the mails of notifications.
 *
 * <p>A mail that was handed out and never came back, because the instance died, is handed out again when its lease ends.
 * It may then be sent twice, under the same Message-ID. {@code NotificationDelivered} is published once in any case.
 */
@Service
class DeliveryDesk implements Desk<NoticeLetter> {

    private static final String CHANNEL = "email";

    private final Deliveries deliveries;
    private final Feed feed;
    private final Recipients recipients;
    private final KnownEvents events;
    private final Outbox outbox;
    private final MailSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    DeliveryDesk(
            Deliveries deliveries,
            Feed feed,
            Recipients recipients,
            KnownEvents events,
            Outbox outbox,
            MailSettings settings,
            JsonMapper json,
            Clock clock) {
        this.deliveries = deliveries;
        this.feed = feed;
        this.recipients = recipients;
        this.events = events;
        this.outbox = outbox;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    @Override
    @Transactional
    public List<NoticeLetter> handOut() {
        Instant now = clock.instant();
        Map<UUID, Delivery> due = byKey(deliveries.lockDue(now, settings.batchSize()), Delivery::notificationId);
        List<Notification> notifications = feed.byIds(due.keySet());
        Map<UUID, Recipient> recipientsById =
                byKey(recipients.findAllByUserIdIn(idsOf(notifications, Notification::userId)), Recipient::userId);
        Map<UUID, KnownEvent> eventsById =
                byKey(events.findAllByEventIdIn(idsOf(notifications, Notification::eventId)), KnownEvent::eventId);
        List<NoticeLetter> letters = new ArrayList<>();
        for (Notification notification : notifications) {
            Delivery delivery = require(due, notification.id());
            KnownEvent event = require(eventsById, notification.eventId());
            Notice notice = notification.notice(json);
            if (isMoot(delivery, notice, event, now)) {
                delivery.settle(Delivery.State.MOOT, now);
            } else {
                delivery.beginAttempt(now, settings.lease());
                letters.add(new NoticeLetter(
                        notification.id(),
                        delivery.attempts(),
                        notice,
                        require(recipientsById, notification.userId()),
                        event,
                        delivery.traceparent()));
            }
        }
        return letters;
    }

    @Override
    @Transactional
    public void settle(List<Outcome<NoticeLetter>> outcomes) {
        Map<UUID, Delivery> locked = byKey(deliveries.lock(idsOf(outcomes)), Delivery::notificationId);
        Instant now = clock.instant();
        List<IntegrationEvent> delivered = new ArrayList<>();
        for (Outcome<NoticeLetter> outcome : outcomes) {
            Delivery delivery = require(locked, outcome.letter().notificationId());
            switch (outcome) {
                case Outcome.Sent(NoticeLetter letter) -> {
                    if (delivery.isPending()) {
                        delivery.settle(Delivery.State.SENT, now);
                        delivered.add(delivered(letter, now));
                    }
                }
                case Outcome.Failed(NoticeLetter letter, String error) -> {
                    if (delivery.awaits(letter.attempt())) {
                        delivery.fail(now, error, settings.retryAfter(letter.attempt()));
                        if (delivery.isOlderThan(settings.giveUpAfter(), now)) {
                            delivery.settle(Delivery.State.FAILED, now);
                        }
                    }
                }
                case Outcome.Refused(NoticeLetter letter, String error) -> {
                    if (delivery.awaits(letter.attempt())) {
                        delivery.fail(now, error, settings.retryAfter(letter.attempt()));
                        delivery.settle(Delivery.State.FAILED, now);
                    }
                }
            }
        }
        outbox.append(delivered);
    }

    private static IntegrationEvent delivered(NoticeLetter letter, Instant now) {
        UUID userId = letter.recipient().userId();
        return new IntegrationEvent(
                Topics.NOTIFICATIONS,
                userId.toString(),
                "dev.evently.notification.NotificationDelivered.v1",
                letter.notificationId().toString(),
                new NotificationDelivered(
                        letter.notificationId(),
                        userId,
                        NoticeType.of(letter.notice()).wireName(),
                        CHANNEL,
                        now),
                letter.traceparent());
    }

    /** An offer that is gone, or for an event that will not take place, would only mislead. */
    private static boolean isMoot(Delivery delivery, Notice notice, KnownEvent event, Instant now) {
        return delivery.isUseless(now) || (notice instanceof Notice.WaitlistOffered && event.isCancelled());
    }

    private static UUID[] idsOf(List<Outcome<NoticeLetter>> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.letter().notificationId())
                .toArray(UUID[]::new);
    }

    private static List<UUID> idsOf(Collection<Notification> notifications, Function<Notification, UUID> id) {
        return notifications.stream().map(id).distinct().toList();
    }

    private static <V> Map<UUID, V> byKey(Collection<V> values, Function<V, UUID> key) {
        return values.stream().collect(Collectors.toMap(key, Function.identity()));
    }

    private static <V> V require(Map<UUID, V> values, UUID key) {
        V value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("Nothing is known of " + key);
        }
        return value;
    }

    record NotificationDelivered(UUID notificationId, UUID userId, String kind, String channel, Instant deliveredAt) {}
}

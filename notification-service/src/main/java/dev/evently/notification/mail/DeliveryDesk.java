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
 * Hands out mails to be sent and takes their outcome back; sending happens between the two, outside any transaction.
 *
 * <p>A mail that was handed out and never came back, because the instance died, is handed out again when its lease ends.
 * It may then be sent twice, under the same Message-ID. {@code NotificationDelivered} is published once in any case.
 */
@Service
class DeliveryDesk {

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

    /** Hands out what is due, a batch at most. No other instance gets the same until the lease ends. */
    @Transactional
    public List<Letter> handOut() {
        Instant now = clock.instant();
        Map<UUID, Delivery> due = byKey(deliveries.lockDue(now, settings.batchSize()), Delivery::notificationId);
        List<Notification> notifications = feed.byIds(due.keySet());
        Map<UUID, Recipient> recipientsById =
                byKey(recipients.findAllByUserIdIn(idsOf(notifications, Notification::userId)), Recipient::userId);
        Map<UUID, KnownEvent> eventsById =
                byKey(events.findAllByEventIdIn(idsOf(notifications, Notification::eventId)), KnownEvent::eventId);
        List<Letter> letters = new ArrayList<>();
        for (Notification notification : notifications) {
            Delivery delivery = require(due, notification.id());
            KnownEvent event = require(eventsById, notification.eventId());
            Notice notice = notification.notice(json);
            if (isMoot(delivery, notice, event, now)) {
                delivery.settle(Delivery.State.MOOT, now);
            } else {
                delivery.beginAttempt(now, settings.lease());
                letters.add(new Letter(
                        notification.id(),
                        delivery.attempts(),
                        notice,
                        require(recipientsById, notification.userId()),
                        event));
            }
        }
        return letters;
    }

    /** Notes that the mail server took the mail over. */
    @Transactional
    public void sent(Letter letter) {
        Delivery delivery = lock(letter);
        if (delivery.state() == Delivery.State.PENDING) {
            Instant now = clock.instant();
            delivery.settle(Delivery.State.SENT, now);
            UUID userId = letter.recipient().userId();
            outbox.append(new IntegrationEvent(
                    Topics.NOTIFICATIONS,
                    userId.toString(),
                    "dev.evently.notification.NotificationDelivered.v1",
                    letter.notificationId().toString(),
                    new NotificationDelivered(
                            letter.notificationId(),
                            userId,
                            NoticeType.of(letter.notice()).wireName(),
                            CHANNEL,
                            now)));
        }
    }

    /** Notes that sending failed and may work later; a mail that has become too old is given up. */
    @Transactional
    public void failed(Letter letter, String error) {
        Delivery delivery = lock(letter);
        if (delivery.awaits(letter.attempt())) {
            Instant now = clock.instant();
            delivery.fail(now, error, settings.retryAfter(letter.attempt()));
            if (delivery.isOlderThan(settings.giveUpAfter(), now)) {
                delivery.settle(Delivery.State.FAILED, now);
            }
        }
    }

    /** Notes that the mail cannot be sent, now or later. */
    @Transactional
    public void refused(Letter letter, String error) {
        Delivery delivery = lock(letter);
        if (delivery.awaits(letter.attempt())) {
            Instant now = clock.instant();
            delivery.fail(now, error, settings.retryAfter(letter.attempt()));
            delivery.settle(Delivery.State.FAILED, now);
        }
    }

    /** An offer that is gone, or for an event that will not take place, would only mislead. */
    private static boolean isMoot(Delivery delivery, Notice notice, KnownEvent event, Instant now) {
        return delivery.isUseless(now) || (notice instanceof Notice.WaitlistOffered && event.isCancelled());
    }

    private Delivery lock(Letter letter) {
        return deliveries.lock(letter.notificationId()).orElseThrow();
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

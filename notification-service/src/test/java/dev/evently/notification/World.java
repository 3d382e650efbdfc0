package dev.evently.notification;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One user and one event that the other services tell of, with ids of their own in each test. */
public final class World {

    public final UUID userId = UUID.randomUUID();
    public final UUID eventId = UUID.randomUUID();
    public final UUID bookingId = UUID.randomUUID();
    public final String email = "user-" + userId + "@example.org";

    /** The user registers. */
    public World register() {
        return registerAs("Ada Buyer");
    }

    public World registerAs(String displayName) {
        return registerAs(displayName, email);
    }

    public World registerAs(String displayName, String address) {
        publish(
                Topics.USERS,
                userId,
                "dev.evently.identity.UserRegistered.v1",
                Map.of(
                        "userId", userId,
                        "email", address,
                        "displayName", displayName,
                        "registeredAt", "2027-01-10T09:30:00Z"));
        return this;
    }

    /** The event is published. */
    public World publishEvent(String title) {
        return publishEvent("EventPublished", 1, title);
    }

    /** Another version of the event is told of; {@code type} is EventPublished or EventUpdated. */
    public World publishEvent(String type, long version, String title) {
        publish(
                Topics.EVENTS,
                eventId,
                "dev.evently.event." + type + ".v1",
                Map.of(
                        "eventId",
                        eventId,
                        "version",
                        version,
                        "title",
                        title,
                        "startsAt",
                        "2027-03-12T19:00:00Z",
                        "timezone",
                        "Europe/Berlin",
                        "venue",
                        Map.of("id", UUID.randomUUID(), "name", "Harbour Hall", "city", "Hamburg")));
        return this;
    }

    public World cancelEvent(long version) {
        publish(
                Topics.EVENTS,
                eventId,
                "dev.evently.event.EventCancelled.v1",
                Map.of("eventId", eventId, "version", version));
        return this;
    }

    /** The user's booking is paid: two places for 90.00 EUR. */
    public CloudEvent confirmBooking() {
        return publish(Topics.BOOKINGS, bookingId, "dev.evently.booking.BookingConfirmed.v1", confirmedBooking());
    }

    public Map<String, Object> confirmedBooking() {
        return booking(Map.of("items", items(2), "total", 9000, "currency", "EUR"));
    }

    /** The event's organizer cancels it, which cancels the booking. */
    public CloudEvent cancelBooking(String reason, @Nullable Long refund) {
        Map<String, Object> cancelled = booking(Map.of("items", items(2), "whole", true, "reason", reason));
        cancelled.put(
                "refund", refund == null ? null : Map.of("id", UUID.randomUUID(), "amount", refund, "currency", "EUR"));
        return publish(Topics.BOOKINGS, bookingId, "dev.evently.booking.BookingCancelled.v1", cancelled);
    }

    /** A hold of the user's runs out; {@code offerId} is the waitlist offer it was made for, if any. */
    public CloudEvent expireBooking(@Nullable UUID offerId) {
        Map<String, Object> expired = booking(Map.of("expiredAt", "2027-01-15T10:22:00Z"));
        expired.put("offerId", offerId);
        return publish(Topics.BOOKINGS, bookingId, "dev.evently.booking.BookingExpired.v1", expired);
    }

    /** The user is offered a place from the waitlist. */
    public CloudEvent offer(String expiresAt) {
        UUID entryId = UUID.randomUUID();
        return publish(
                Topics.WAITLIST,
                entryId,
                "dev.evently.waitlist.WaitlistOffered.v1",
                Map.of(
                        "entryId", entryId,
                        "userId", userId,
                        "eventId", eventId,
                        "productId", UUID.randomUUID(),
                        "quantity", 1,
                        "bookingId", bookingId,
                        "offerExpiresAt", expiresAt));
    }

    /** A hold of the user's ran out, as a record of that name tells. */
    public Effect expiredHold(String record) {
        return new Effect(
                record + " of " + userId,
                userId,
                Instant.parse("2027-01-15T10:22:00Z"),
                new Notice.BookingExpired(bookingId, eventId),
                null);
    }

    private Map<String, Object> booking(Map<String, Object> particulars) {
        Map<String, Object> booking = new HashMap<>(particulars);
        booking.putAll(Map.of("bookingId", bookingId, "eventId", eventId, "buyerId", userId));
        return booking;
    }

    private static List<Map<String, UUID>> items(int number) {
        UUID[] ids = new UUID[number];
        Arrays.setAll(ids, i -> UUID.randomUUID());
        return Arrays.stream(ids).map(id -> Map.of("id", id)).toList();
    }

    private static CloudEvent publish(String topic, UUID key, String type, Object data) {
        return TestEvents.publish(topic, key.toString(), type, key.toString(), data);
    }
}

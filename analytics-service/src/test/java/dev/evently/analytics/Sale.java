package dev.evently.analytics;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One booking as booking-service would tell of it: its events, made without being published. */
public final class Sale {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PRICE = 1_000;

    private final UUID eventId;
    private final UUID bookingId = UUID.randomUUID();
    private final UUID buyerId;
    private final UUID paymentId = UUID.randomUUID();
    private final List<UUID> refundIds = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

    /** A booking of that many places at 10.00 each. */
    public Sale(UUID eventId, UUID buyerId, int places) {
        this.eventId = eventId;
        this.buyerId = buyerId;
        for (int n = 0; n < places; n++) {
            Map<String, @Nullable Object> item = new HashMap<>();
            item.put("id", UUID.randomUUID());
            item.put("productId", UUID.randomUUID());
            item.put("seatId", null);
            item.put("price", PRICE);
            items.add(item);
            refundIds.add(UUID.randomUUID());
        }
    }

    public Message held() {
        Map<String, @Nullable Object> data = identity();
        data.put("items", items);
        data.put("total", PRICE * items.size());
        data.put("currency", "EUR");
        data.put("expiresAt", "2030-01-01T10:10:00Z");
        data.put("createdAt", "2030-01-01T10:00:00Z");
        data.put("offerId", null);
        return booking("BookingCreated", data);
    }

    public Message confirmed(String at) {
        Map<String, @Nullable Object> data = identity();
        data.put("items", items);
        data.put("total", PRICE * items.size());
        data.put("currency", "EUR");
        data.put("paymentId", paymentId);
        data.put("confirmedAt", Instant.parse(at).toString());
        data.put(
                "tickets",
                items.stream()
                        .map(item -> Map.of("id", UUID.randomUUID(), "bookingItemId", String.valueOf(item.get("id"))))
                        .toList());
        return booking("BookingConfirmed", data);
    }

    /** The first so many places are given back at once, and are to be paid back. */
    public Message cancelled(int places) {
        return cancelled(0, places, refund(0, places));
    }

    /** One place is given back, and is to be paid back. */
    public Message cancelledItem(int index) {
        return cancelled(index, index + 1, refund(index, 1));
    }

    /** The hold is given up before it was paid. */
    public Message abandoned() {
        return cancelled(0, items.size(), null);
    }

    private Map<String, Object> refund(int first, int places) {
        return Map.of("id", refundIds.get(first), "amount", PRICE * places, "currency", "EUR");
    }

    private Message cancelled(int from, int to, @Nullable Map<String, Object> refund) {
        Map<String, @Nullable Object> data = identity();
        data.put("items", items.subList(from, to));
        data.put("whole", to - from == items.size());
        data.put("reason", "BUYER");
        data.put("refund", refund);
        data.put("cancelledAt", "2030-01-02T10:00:00Z");
        return booking("BookingCancelled", data);
    }

    /** The refund of a cancellation of the first so many places has been paid. */
    public Message refunded(int places) {
        return refunded(refundIds.getFirst(), paymentId, PRICE * places, "BUYER");
    }

    /** A payment other than the one that confirmed the booking is paid back. */
    public Message lateCaptureRefunded() {
        return refunded(UUID.randomUUID(), UUID.randomUUID(), PRICE * items.size(), "LATE_CAPTURE");
    }

    private Message refunded(UUID refund, UUID payment, long amount, String reason) {
        Map<String, @Nullable Object> data = identity();
        data.put("refundId", refund);
        data.put("paymentId", payment);
        data.put("amount", amount);
        data.put("currency", "EUR");
        data.put("refundedAt", "2030-01-02T10:00:05Z");
        data.put("reason", reason);
        return message(Topics.PAYMENTS, "dev.evently.payment.PaymentRefunded.v1", data);
    }

    private Map<String, @Nullable Object> identity() {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("bookingId", bookingId);
        data.put("eventId", eventId);
        data.put("organizerId", UUID.randomUUID());
        data.put("buyerId", buyerId);
        return data;
    }

    private Message booking(String name, Map<String, @Nullable Object> data) {
        return message(Topics.BOOKINGS, "dev.evently.booking." + name + ".v1", data);
    }

    private Message message(String topic, String type, Map<String, @Nullable Object> data) {
        return Message.of(topic, bookingId.toString(), type, JSON.writeValueAsString(data));
    }

    /** An event on its way to a topic. */
    public record Message(String topic, String key, CloudEvent event) {

        static Message of(String topic, String key, String type, String json) {
            Contracts.assertValid(type, json);
            return new Message(topic, key, TestEvents.event(type, key, json));
        }

        public void publish() {
            TestEvents.publish(topic, key, event);
        }
    }
}

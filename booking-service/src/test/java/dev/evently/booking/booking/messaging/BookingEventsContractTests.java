package dev.evently.booking.booking.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingEvent;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.BookingItem;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.booking.RefundDesk;
import dev.evently.booking.booking.TicketOffice;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.testing.contracts.Contracts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What this service publishes is what the contracts promise. */
class BookingEventsContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2027-01-15T10:12:00.250Z");

    private final ShardedIds ids = new ShardedIds(Clock.systemUTC());
    private final UUID product = UUID.randomUUID();
    private final Booking.Held held = hold(null);

    @Test
    void bookingCreated() {
        assertValid("BookingCreated", BookingCreated.of(held));
        assertValid("BookingCreated", BookingCreated.of(hold(UUID.randomUUID())));
    }

    @Test
    void bookingConfirmed() {
        Booking.Confirmed confirmed = held.confirm(new PaymentId(UUID.randomUUID()), NOW);
        List<TicketOffice.IssuedTicket> tickets = confirmed.items().stream()
                .map(item -> new TicketOffice.IssuedTicket(UUID.randomUUID(), item.id()))
                .toList();

        assertValid("BookingConfirmed", BookingConfirmed.of(new BookingEvent.Confirmed(confirmed, tickets, null)));
    }

    @Test
    void bookingCancelled() {
        Booking.Confirmed confirmed = held.confirm(new PaymentId(UUID.randomUUID()), NOW);
        ItemId leaving = confirmed.items().getFirst().id();
        RefundDesk.Refund refund =
                new RefundDesk.Refund(UUID.randomUUID(), new Money(4_500, "EUR"), RefundDesk.Refund.Status.REQUESTED);
        Booking rest = confirmed.giveBack(Set.of(leaving), refund.id(), NOW);
        assertThat(assertValid(
                                "BookingCancelled",
                                BookingCancelled.of(new BookingEvent.Cancelled(
                                        rest,
                                        List.of(confirmed.items().getFirst()),
                                        CancelReason.ORGANIZER,
                                        refund,
                                        true,
                                        NOW)))
                        .path("whole")
                        .asBoolean())
                .isFalse();

        Booking.Cancelled whole = held.cancel(CancelReason.EVENT_CANCELLED, NOW);
        assertThat(assertValid(
                                "BookingCancelled",
                                BookingCancelled.of(new BookingEvent.Cancelled(
                                        whole, whole.items(), CancelReason.EVENT_CANCELLED, null, false, NOW)))
                        .path("whole")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void bookingExpired() {
        assertValid("BookingExpired", BookingExpired.of(held.expire(NOW.plus(Duration.ofHours(1)))));
    }

    @Test
    void seatReleased() {
        for (SeatReleased.Reason reason : SeatReleased.Reason.values()) {
            JsonNode released = assertValid("SeatReleased", SeatReleased.of(held, held.items(), reason, NOW));
            assertThat(released.path("products")).hasSize(1);
            assertThat(released.path("products").path(0).path("quantity").asInt())
                    .isEqualTo(2);
        }
    }

    private Booking.Held hold(@Nullable UUID offerId) {
        Bucket bucket = new Bucket(77);
        Booking.Terms terms = new Booking.Terms(
                new BookingId(ids.next(bucket)),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "EUR",
                NOW,
                NOW.plus(Duration.ofMinutes(10)),
                0,
                offerId);
        return new Booking.Held(terms, List.of(item(bucket), item(bucket)));
    }

    private BookingItem item(Bucket bucket) {
        return new BookingItem(new ItemId(ids.next(bucket)), product, null, 4_500, Set.of(UUID.randomUUID()));
    }

    private static JsonNode assertValid(String name, Object data) {
        String json = JSON.writeValueAsString(data);
        Contracts.assertValid("dev.evently.booking." + name + ".v1", json);
        return JSON.readTree(json);
    }
}

package dev.evently.booking.booking;

import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.inventory.LedgerReason;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a booking up, or some of its items: places come back, tickets become worthless, and what was paid is owed back, in
 * one transaction. Repeating a cancellation changes nothing and answers the same.
 */
@Named
public class CancelBooking {

    private final Shards shards;
    private final Bookings bookings;
    private final SaleEvents saleEvents;
    private final Ledger ledger;
    private final TicketOffice tickets;
    private final RefundDesk refunds;
    private final BookingEvents events;
    private final Clock clock;

    CancelBooking(
            Shards shards,
            Bookings bookings,
            SaleEvents saleEvents,
            Ledger ledger,
            TicketOffice tickets,
            RefundDesk refunds,
            BookingEvents events,
            Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.saleEvents = saleEvents;
        this.ledger = ledger;
        this.tickets = tickets;
        this.refunds = refunds;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Cancels.
     *
     * @param items which items; empty for the whole booking
     */
    public Result cancel(BookingId id, Set<ItemId> items, CancelReason reason) {
        return shards.inTransaction(
                id.bucket(),
                () -> bookings.lock(id)
                        .map(booking -> cancel(booking, items, reason, clock.instant()))
                        .orElseGet(Result.Unknown::new));
    }

    private Result cancel(Booking booking, Set<ItemId> items, CancelReason reason, Instant now) {
        Set<ItemId> unknown = new HashSet<>(items);
        everyItem(booking).forEach(item -> unknown.remove(item.id()));
        if (!unknown.isEmpty()) {
            return new Result.UnknownItems(unknown);
        }
        return switch (booking) {
            case Booking.Held held -> cancelHeld(held, items, reason, now);
            case Booking.Confirmed confirmed -> cancelConfirmed(confirmed, items, reason, now);
            case Booking.Cancelled cancelled -> new Result.Cancelled(cancelled, refundOf(cancelled, items));
            case Booking.Expired expired -> new Result.Refused(expired, Refusal.EXPIRED);
        };
    }

    private Result cancelHeld(Booking.Held held, Set<ItemId> items, CancelReason reason, Instant now) {
        if (!items.isEmpty() && items.size() < held.items().size()) {
            return new Result.Refused(held, Refusal.NOT_PAID);
        }
        Booking.Cancelled cancelled = held.cancel(reason, now);
        bookings.update(cancelled);
        boolean released = ledger.releaseHeld(List.of(held.places(held.items())), LedgerReason.CANCELLED, now);
        events.publish(new BookingEvent.Cancelled(cancelled, held.items(), reason, null, released, now));
        return new Result.Cancelled(cancelled, null);
    }

    private Result cancelConfirmed(Booking.Confirmed confirmed, Set<ItemId> items, CancelReason reason, Instant now) {
        Set<ItemId> leaving = confirmed.itemIds();
        if (!items.isEmpty()) {
            leaving.retainAll(items);
        }
        if (leaving.isEmpty()) {
            return new Result.Cancelled(confirmed, refundOf(confirmed, items));
        }
        Optional<Refusal> refusal = refusal(confirmed, leaving, reason, now);
        if (refusal.isPresent()) {
            return new Result.Refused(confirmed, refusal.get());
        }
        Money owed = confirmed.priceOf(leaving);
        RefundDesk.@Nullable Refund refund = owed.amount() > 0 ? refunds.open(confirmed, owed, reason, now) : null;
        @Nullable UUID refundId = refund == null ? null : refund.id();
        boolean whole = leaving.size() == confirmed.items().size();
        Booking after = whole ? confirmed.cancel(reason, refundId, now) : confirmed.giveBack(leaving, refundId, now);
        List<BookingItem> gone = confirmed.items().stream()
                .filter(item -> leaving.contains(item.id()))
                .toList();
        bookings.update(after);
        tickets.revoke(confirmed.id(), leaving, now);
        boolean released = ledger.releaseSold(confirmed.places(gone), LedgerReason.REFUNDED, now);
        events.publish(new BookingEvent.Cancelled(after, gone, reason, refund, released, now));
        return new Result.Cancelled(after, refund);
    }

    /** A place that was used, or whose event has begun, is not given back; a cancelled event gives all back. */
    private Optional<Refusal> refusal(
            Booking.Confirmed confirmed, Set<ItemId> leaving, CancelReason reason, Instant now) {
        if (reason == CancelReason.EVENT_CANCELLED) {
            return Optional.empty();
        }
        if (tickets.admitted(confirmed.id()).stream().anyMatch(leaving::contains)) {
            return Optional.of(Refusal.ADMITTED);
        }
        boolean begun = saleEvents
                .find(confirmed.id().bucket(), confirmed.terms().eventId())
                .map(SaleEvent::startsAt)
                .filter(startsAt -> !now.isBefore(startsAt))
                .isPresent();
        return begun && reason == CancelReason.BUYER ? Optional.of(Refusal.EVENT_BEGUN) : Optional.empty();
    }

    private static Stream<BookingItem> everyItem(Booking booking) {
        return Stream.concat(
                booking.items().stream(), returnedOf(booking).stream().map(Booking.ReturnedItem::item));
    }

    private static Collection<Booking.ReturnedItem> returnedOf(Booking booking) {
        return switch (booking) {
            case Booking.Confirmed confirmed -> confirmed.returned();
            case Booking.Cancelled cancelled -> cancelled.returned();
            case Booking.Held _, Booking.Expired _ -> List.of();
        };
    }

    /** The refund that an earlier cancellation of these items promised. */
    private RefundDesk.@Nullable Refund refundOf(Booking booking, Set<ItemId> items) {
        Stream<@Nullable UUID> earlier = returnedOf(booking).stream()
                .filter(returned -> items.contains(returned.item().id()))
                .map(Booking.ReturnedItem::refund);
        Stream<@Nullable UUID> last = booking instanceof Booking.Cancelled cancelled
                ? Stream.of(cancelled).map(Booking.Cancelled::refund)
                : Stream.of();
        return Stream.concat(earlier, last)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(refund -> refunds.find(booking.id(), refund))
                .orElse(null);
    }

    /** Why items cannot be given back. */
    public enum Refusal {
        /** The hold has expired; there is nothing to give back. */
        EXPIRED,
        /** A hold is given up as a whole: its price must not change while it is being paid. */
        NOT_PAID,
        /** A ticket has been used. */
        ADMITTED,
        /** The event has begun. */
        EVENT_BEGUN
    }

    /** What became of the cancellation. */
    public sealed interface Result {

        /**
         * The items are given back, now or by an earlier call.
         *
         * @param refund what pays for them; null when nothing had been paid
         */
        record Cancelled(Booking booking, RefundDesk.@Nullable Refund refund) implements Result {}

        record Refused(Booking booking, Refusal why) implements Result {}

        /** Items that are not of this booking. */
        record UnknownItems(Set<ItemId> items) implements Result {}

        /** No such booking. */
        record Unknown() implements Result {}
    }
}

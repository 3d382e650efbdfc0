package dev.evently.booking;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.RefundDesk;
import dev.evently.booking.booking.TicketOffice;
import dev.evently.booking.sharding.ShardedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Plays tickets and refunds in memory, for tests of what is around them. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeDesks {

    @Bean
    @Primary
    Tickets fakeTickets(ShardedIds ids) {
        return new Tickets(ids);
    }

    @Bean
    @Primary
    Refunds fakeRefunds(ShardedIds ids) {
        return new Refunds(ids);
    }

    /** Issues tickets, and lets a test use them. */
    public static final class Tickets implements TicketOffice {

        private final ShardedIds ids;
        private final Set<ItemId> issued = ConcurrentHashMap.newKeySet();
        private final Set<ItemId> admitted = ConcurrentHashMap.newKeySet();
        private final Set<ItemId> revoked = ConcurrentHashMap.newKeySet();

        public Tickets(ShardedIds ids) {
            this.ids = ids;
        }

        @Override
        public Map<BookingId, List<IssuedTicket>> issue(List<Booking.Confirmed> bookings) {
            return bookings.stream().collect(toMap(Booking::id, this::issue));
        }

        private List<IssuedTicket> issue(Booking.Confirmed booking) {
            issued.addAll(booking.itemIds());
            return booking.items().stream()
                    .map(item -> new IssuedTicket(ids.next(booking.id().bucket()), item.id()))
                    .toList();
        }

        @Override
        public Set<ItemId> admitted(BookingId booking) {
            return Set.copyOf(admitted);
        }

        @Override
        public void revoke(BookingId booking, Set<ItemId> items, Instant at) {
            revoked.addAll(items);
        }

        /** Lets the holder of the item's ticket in. */
        public void admit(ItemId item) {
            admitted.add(item);
        }

        public boolean isRevoked(ItemId item) {
            return revoked.contains(item);
        }

        public boolean isIssued(ItemId item) {
            return issued.contains(item);
        }
    }

    /** Promises refunds and remembers them. */
    public static final class Refunds implements RefundDesk {

        private final ShardedIds ids;
        private final Map<UUID, Refund> opened = new ConcurrentHashMap<>();
        private final Map<BookingId, Money> owed = new ConcurrentHashMap<>();

        public Refunds(ShardedIds ids) {
            this.ids = ids;
        }

        @Override
        public Refund open(Booking.Confirmed booking, Money amount, CancelReason reason, Instant at) {
            Refund refund = new Refund(ids.next(booking.id().bucket()), amount, Refund.Status.REQUESTED);
            opened.put(refund.id(), refund);
            owed.merge(booking.id(), amount, (one, other) -> new Money(one.amount() + other.amount(), one.currency()));
            return refund;
        }

        @Override
        public Optional<Refund> find(BookingId booking, UUID refund) {
            return Optional.ofNullable(opened.get(refund));
        }

        /** All that was promised for a booking, in minor units. */
        public long owed(BookingId booking) {
            return Optional.ofNullable(owed.get(booking)).map(Money::amount).orElse(0L);
        }
    }
}

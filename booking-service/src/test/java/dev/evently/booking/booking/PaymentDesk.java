package dev.evently.booking.booking;

import dev.evently.booking.sharding.Shards;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** Does to a booking what a payment for it would, without a payment. */
@TestComponent
public class PaymentDesk {

    private final Shards shards;
    private final Bookings bookings;
    private final ConfirmBooking confirmBooking;
    private final Clock clock;

    public PaymentDesk(Shards shards, Bookings bookings, ConfirmBooking confirmBooking, Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.confirmBooking = confirmBooking;
        this.clock = clock;
    }

    public ConfirmBooking.Result confirm(BookingId id, PaymentId payment) {
        return shards.inTransaction(id.bucket(), () -> confirm(bookings.lock(id).orElseThrow(), payment));
    }

    private ConfirmBooking.Result confirm(Booking booking, PaymentId payment) {
        Instant now = clock.instant();
        ConfirmBooking.Result result = ConfirmBooking.decide(booking, payment, now);
        if (booking instanceof Booking.Held held) {
            switch (result) {
                case ConfirmBooking.Result.Confirmed(var confirmed) ->
                    confirmBooking.sell(List.of(new ConfirmBooking.Sale(confirmed, null)), now);
                case ConfirmBooking.Result.Lapsed _ -> confirmBooking.expire(held, now);
                case ConfirmBooking.Result.Refused _ -> {}
            }
        }
        return result;
    }
}

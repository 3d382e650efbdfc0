package dev.evently.booking.payment;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.Bucket;
import java.util.UUID;

/** A buyer who holds places of events of one shard, each of an event and a bucket of its own. */
final class Customer {

    static final long PRICE = 4_500;

    static final Bucket FIRST_BUCKET = new Bucket(17);

    final UUID id = UUID.randomUUID();
    private final BoxOffice office;
    private final Cashier cashier;
    private int bucket = FIRST_BUCKET.value();

    Customer(BoxOffice office, Cashier cashier) {
        this.office = office;
        this.cashier = cashier;
    }

    BookingId hold() {
        return hold(ProductOnOffer.of(10).at(PRICE));
    }

    BookingId hold(ProductOnOffer product) {
        OnOffer offer = office.publish(OnOffer.in(new Bucket(bucket++), product));
        return new BookingId(office.mustHold(id, 1, offer).id());
    }

    Answer pay(BookingId booking, Behaviour behaviour) {
        return cashier.pay(id, booking.value(), behaviour);
    }

    Answer pay(BookingId booking, String key, Behaviour behaviour) {
        return cashier.pay(id, booking.value(), key, behaviour.token());
    }

    int tickets(BookingId booking) {
        return cashier.tickets(id, booking.value()).size();
    }
}

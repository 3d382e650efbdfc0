package dev.evently.loadtest.chaos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is promised of money. The provider's books are the truth: they know nothing of ours. */
final class MoneyPromise {
    private MoneyPromise() {}

    private record Paid(Books.Booking booking, Books.Payment payment) {}

    /** What the provider kept of each payment is the price of the tickets that it paid for. */
    static Finding everyCaptureHasTicketOrRefund(Books books, Provider provider) {
        Map<String, Paid> payments = new HashMap<>();
        Map<String, Books.Refund> refunds = new HashMap<>();
        for (Books.Booking booking : books.bookings()) {
            booking.payments().forEach(payment -> payments.put(payment.id().toString(), new Paid(booking, payment)));
            booking.refunds().forEach(refund -> refunds.put(refund.id().toString(), refund));
        }
        List<String> broken = new ArrayList<>();
        long captured = 0;
        long refunded = 0;
        int captures = 0;
        int givenBack = 0;
        for (Provider.Intent intent : provider.intents()) {
            Paid paid = payments.remove(intent.reference());
            check(intent, paid, broken);
            if (intent.succeeded()) {
                captures++;
                captured += intent.amount();
            }
            for (Provider.Refund refund : intent.refunds()) {
                givenBack++;
                refunded += refund.amount();
                Books.Refund known = refunds.remove(refund.reference());
                if (known == null
                        || known.amount() != refund.amount()
                        || !known.status().equals("SUCCEEDED")) {
                    broken.add("the provider sent %d back for booking %s as refund %s, which is booked as %s"
                            .formatted(refund.amount(), intent.booking(), refund.reference(), known));
                }
            }
        }
        payments.values().stream()
                .filter(paid -> paid.payment().captured() > 0)
                .forEach(paid -> broken.add("booking %s has payment %s captured, of which the provider knows nothing"
                        .formatted(paid.booking().id(), paid.payment().id())));
        refunds.values()
                .forEach(refund -> broken.add("the provider knows nothing of refund %s, which is %s"
                        .formatted(refund.id(), refund.status())));
        long price = books.bookings().stream()
                .filter(booking -> booking.is("CONFIRMED"))
                .mapToLong(Books.Booking::price)
                .sum();
        if (captured - refunded != price) {
            broken.add("the provider kept %,d, and confirmed bookings cost %,d".formatted(captured - refunded, price));
        }
        return new Finding(
                "Every captured payment has a ticket or a refund",
                "%,d captures %,d − %,d refunds %,d = %,d; confirmed bookings cost %,d"
                        .formatted(captures, captured, givenBack, refunded, captured - refunded, price),
                broken);
    }

    private static void check(Provider.Intent intent, @Nullable Paid paid, List<String> broken) {
        if (paid == null) {
            if (intent.kept() != 0) {
                broken.add("the provider took %d for booking %s as payment %s, which nobody here knows"
                        .formatted(intent.amount(), intent.booking(), intent.reference()));
            }
            return;
        }
        Books.Booking booking = paid.booking();
        Books.Payment payment = paid.payment();
        boolean bought = Objects.equals(booking.payment(), payment.id()) && booking.is("CONFIRMED");
        long due = bought ? booking.price() : 0;
        if (intent.kept() != due) {
            broken.add("booking %s is %s: payment %s should have kept %d, and the provider kept %d of %d"
                    .formatted(booking.id(), booking.status(), payment.id(), due, intent.kept(), intent.amount()));
        }
        if (intent.succeeded() != payment.status().equals("CAPTURED")) {
            broken.add("payment %s of booking %s is %s here and %s at the provider"
                    .formatted(payment.id(), booking.id(), payment.status(), intent.status()));
        }
    }
}

package dev.evently.loadtest.chaos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is promised of the consumers of events. */
final class ConsumerPromise {
    private static final String CONFIRMED = "booking.confirmed";
    private static final String CANCELLED = "booking.cancelled";
    private static final String EXPIRED = "booking.expired";
    private static final String REFUNDED = "payment.refunded";

    private ConsumerPromise() {}

    /** The figures of analytics are those of the shards, and every buyer was told of everything once. */
    static Finding eachEventHadItsEffectOnce(Books books, Effects effects) {
        List<String> broken = new ArrayList<>();
        Map<UUID, Effects.Sales> sales = sales(books);
        sales.forEach((event, due) -> {
            Effects.Sales shown = effects.sales().get(event);
            if (!due.equals(shown)) {
                broken.add("event %s: analytics shows %s, and the shards have %s".formatted(event, shown, due));
            }
        });
        Map<Effects.Notice, Integer> due = notices(books);
        Set<Effects.Notice> all = new HashSet<>(due.keySet());
        all.addAll(effects.notices().keySet());
        for (Effects.Notice notice : all) {
            int told = effects.notices().getOrDefault(notice, 0);
            if (told != due.getOrDefault(notice, 0)) {
                broken.add("booking %s: %d notifications %s, and %d are due"
                        .formatted(notice.booking(), told, notice.type(), due.getOrDefault(notice, 0)));
            }
        }
        for (Books.Booking booking : books.bookings()) {
            int mails = effects.mails().getOrDefault(booking.id(), 0);
            int mailsDue = booking.payment() == null ? 0 : 1;
            if (mails != mailsDue) {
                broken.add(
                        "booking %s: %d mails with tickets, and %d are due".formatted(booking.id(), mails, mailsDue));
            }
        }
        return new Finding(
                "Each event had its effect once",
                "analytics of %,d events exact; %,d notifications; %,d mails with tickets"
                        .formatted(
                                effects.sales().size(),
                                effects.notices().values().stream()
                                        .mapToInt(count -> count)
                                        .sum(),
                                books.bookings().stream()
                                        .mapToInt(booking -> effects.mails().getOrDefault(booking.id(), 0))
                                        .sum()),
                broken);
    }

    private static Map<UUID, Effects.Sales> sales(Books books) {
        Map<UUID, Effects.Sales> sales = new HashMap<>();
        books.quotas().forEach(quota -> sales.put(quota.event(), new Effects.Sales(0, 0, 0, 0)));
        for (Books.Booking booking : books.bookings()) {
            boolean has = booking.is("CONFIRMED");
            sales.merge(
                    booking.event(),
                    new Effects.Sales(
                            has ? booking.live().size() : 0,
                            has ? booking.price() : 0,
                            1,
                            booking.payment() == null ? 0 : 1),
                    (a, b) -> new Effects.Sales(
                            a.sold() + b.sold(), a.revenue() + b.revenue(), a.held() + b.held(), a.paid() + b.paid()));
        }
        return sales;
    }

    private static Map<Effects.Notice, Integer> notices(Books books) {
        Map<Effects.Notice, Integer> due = new HashMap<>();
        for (Books.Booking booking : books.bookings()) {
            if (booking.payment() != null) {
                due.put(new Effects.Notice(booking.id(), CONFIRMED), 1);
            }
            if (booking.is("CANCELLED")) {
                due.put(new Effects.Notice(booking.id(), CANCELLED), 1);
            }
            if (booking.is("EXPIRED")) {
                due.put(new Effects.Notice(booking.id(), EXPIRED), 1);
            }
            for (Books.Refund refund : booking.refunds()) {
                if (refund.status().equals("SUCCEEDED")) {
                    due.merge(new Effects.Notice(booking.id(), REFUNDED), 1, Integer::sum);
                }
            }
        }
        return due;
    }
}

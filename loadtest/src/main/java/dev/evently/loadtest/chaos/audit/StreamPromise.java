package dev.evently.loadtest.chaos.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is promised of events. */
final class StreamPromise {
    private StreamPromise() {}

    /** Everything that happened was published, in order for each booking, and nothing else. */
    static Finding everyEventWasPublished(Books books, List<Fact> facts, Map<String, Long> deadLetters) {
        List<String> broken = new ArrayList<>();
        Map<String, List<Fact>> byBooking = new HashMap<>();
        facts.stream()
                .sorted(Comparator.comparing(Fact::topic)
                        .thenComparing(Fact::partition)
                        .thenComparing(Fact::offset))
                .forEach(fact -> byBooking
                        .computeIfAbsent(fact.booking(), id -> new ArrayList<>())
                        .add(fact));
        int events = 0;
        for (Books.Booking booking : books.bookings()) {
            String id = booking.id().toString();
            List<Fact> all = byBooking.getOrDefault(id, List.of());
            byBooking.remove(id);
            List<Fact> once = firstSightings(all);
            events += once.size();
            compare(id, told(once, Broker.BOOKINGS), due(booking), broken);
            compare(
                    id,
                    told(once, Broker.PAYMENTS).stream().sorted().toList(),
                    duePayments(booking, once).stream().sorted().toList(),
                    broken);
            if (all.stream().anyMatch(fact -> !fact.key().equals(id))
                    || all.stream()
                                    .map(fact -> fact.topic() + fact.partition())
                                    .distinct()
                                    .count()
                            > 2) {
                broken.add("booking %s is told of under other keys or in several partitions: %s".formatted(id, all));
            }
        }
        byBooking.forEach((id, strange) -> broken.add("no booking %s, but it is told of: %s"
                .formatted(id, strange.stream().map(Fact::type).toList())));
        new TreeMap<>(deadLetters)
                .forEach((topic, count) -> broken.add("%d records were put aside in %s".formatted(count, topic)));
        return new Finding(
                "No event is lost, added or out of order",
                "%,d events of %,d bookings, %,d of them delivered again"
                        .formatted(events, books.bookings().size(), facts.size() - events),
                broken);
    }

    private static void compare(String booking, List<String> told, List<String> due, List<String> broken) {
        if (!told.equals(due)) {
            broken.add("booking %s: published was %s, and due is %s".formatted(booking, told, due));
        }
    }

    /** A record that comes again has the id of the first. */
    private static List<Fact> firstSightings(List<Fact> facts) {
        Map<String, Fact> first = new LinkedHashMap<>();
        facts.forEach(fact -> first.putIfAbsent(fact.id(), fact));
        return List.copyOf(first.values());
    }

    private static List<String> told(List<Fact> facts, String topic) {
        boolean severalOfAKind = topic.equals(Broker.PAYMENTS);
        return facts.stream()
                .filter(fact -> fact.topic().equals(topic))
                .map(fact -> severalOfAKind ? fact.type() + " " + fact.subject() : fact.type())
                .toList();
    }

    private static List<String> due(Books.Booking booking) {
        List<String> due = new ArrayList<>(List.of("BookingCreated"));
        if (booking.payment() != null) {
            due.add("BookingConfirmed");
        }
        if (booking.is("CANCELLED")) {
            due.addAll(List.of("BookingCancelled", "SeatReleased"));
        }
        if (booking.is("EXPIRED")) {
            due.addAll(List.of("BookingExpired", "SeatReleased"));
        }
        return due;
    }

    private static List<String> duePayments(Books.Booking booking, List<Fact> told) {
        List<String> due = new ArrayList<>();
        for (Books.Payment payment : booking.payments()) {
            switch (payment.status()) {
                case "CAPTURED" -> {
                    due.add("PaymentCaptured " + payment.id());
                    // What was declined first and taken later was told of both times.
                    String declined = "PaymentDeclined " + payment.id();
                    if (told(told, Broker.PAYMENTS).contains(declined)) {
                        due.add(declined);
                    }
                }
                case "DECLINED" -> due.add("PaymentDeclined " + payment.id());
                default -> {
                    // Nothing was decided that others need to know.
                }
            }
        }
        booking.refunds().stream()
                .filter(refund -> refund.status().equals("SUCCEEDED"))
                .forEach(refund -> due.add("PaymentRefunded " + refund.id()));
        return due;
    }
}

package dev.evently.loadtest.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamPromiseTests {

    @Test
    void eachEventOnceAndInOrderKeepsIt() {
        assertThat(broken(Sold.books(), Sold.facts())).isEmpty();
    }

    @Test
    void sameEventMayComeAgain() {
        List<Fact> facts = new ArrayList<>(Sold.facts());
        facts.add(Sold.fact(Broker.BOOKINGS, 2, "a", "BookingCreated", Sold.BOOKING));

        assertThat(broken(Sold.books(), facts)).isEmpty();
    }

    @Test
    void anotherEventOfTheSameFactMayNot() {
        List<Fact> facts = new ArrayList<>(Sold.facts());
        facts.add(Sold.fact(Broker.BOOKINGS, 2, "d", "BookingConfirmed", Sold.BOOKING));

        assertThat(broken(Sold.books(), facts)).hasSize(1);
    }

    @Test
    void findsEachEventThatIsMissing() {
        for (Fact missing : Sold.facts()) {
            List<Fact> facts = new ArrayList<>(Sold.facts());
            facts.remove(missing);

            assertThat(broken(Sold.books(), facts))
                    .as("without %s", missing.type())
                    .hasSize(1);
        }
    }

    @Test
    void findsWrongOrder() {
        List<Fact> facts = List.of(
                Sold.fact(Broker.BOOKINGS, 1, "a", "BookingCreated", Sold.BOOKING),
                Sold.fact(Broker.BOOKINGS, 0, "b", "BookingConfirmed", Sold.BOOKING),
                Sold.fact(Broker.PAYMENTS, 0, "c", "PaymentCaptured", Sold.PAYMENT));

        assertThat(broken(Sold.books(), facts)).hasSize(1);
    }

    @Test
    void findsEventOfBookingThatIsNotThere() {
        assertThat(broken(new Books(List.of(), List.of()), Sold.facts())).hasSize(1);
    }

    @Test
    void findsRecordUnderAnotherKey() {
        List<Fact> facts = new ArrayList<>(Sold.facts());
        Fact confirmed = facts.remove(1);
        facts.add(new Fact(
                confirmed.topic(),
                confirmed.partition(),
                confirmed.offset(),
                new UUID(9, 9).toString(),
                confirmed.id(),
                confirmed.type(),
                confirmed.subject(),
                confirmed.booking()));

        assertThat(broken(Sold.books(), facts)).hasSize(1);
    }

    @Test
    void findsWhatWasPutAside() {
        assertThat(StreamPromise.everyEventWasPublished(Sold.books(), Sold.facts(), Map.of("evently.bookings.dlt", 1L))
                        .broken())
                .hasSize(1);
    }

    private static List<String> broken(Books books, List<Fact> facts) {
        return StreamPromise.everyEventWasPublished(books, facts, Map.of()).broken();
    }
}

package dev.evently.loadtest.sale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events that a run sells, what the suite said of them before, and what the buyers are told meanwhile. */
public final class Stock {
    /** Summing up a ledger costs the suite time, so of many events only some are asked for theirs. */
    private static final int LEDGERS = 20;

    private final Catalogue catalogue;
    private final List<EventOnSale> events;
    private final List<Places> before;
    private final List<Told> told;

    private Stock(Catalogue catalogue, List<EventOnSale> events, List<Places> before) {
        this.catalogue = catalogue;
        this.events = events;
        this.before = before;
        this.told = Stream.generate(Told::new).limit(events.size()).toList();
    }

    public static Stock of(Catalogue catalogue, List<EventOnSale> events) throws IOException, InterruptedException {
        return new Stock(catalogue, events, catalogue.places(events));
    }

    List<EventOnSale> events() {
        return events;
    }

    Told told(int event) {
        return told.get(event);
    }

    /**
     * What became of the stock.
     *
     * @param events how many events there are
     * @param holds holds that buyers were told of, warm-up included
     * @param sales paid places that they were told of
     * @param contradictions where the suite's account differs from that; none if all is right
     */
    public record Account(int events, long holds, long sales, List<String> contradictions) {}

    /** Compares what the suite accounts for with what the buyers were told. */
    public Account account() throws IOException, InterruptedException {
        List<Places> after = catalogue.places(events);
        List<String> contradictions = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            EventOnSale event = events.get(i);
            String contradiction = told.get(i).contradiction(before.get(i), after.get(i));
            Optional<String> imbalance =
                    i < LEDGERS || !contradiction.isEmpty() ? catalogue.imbalance(event) : Optional.empty();
            if (!contradiction.isEmpty()) {
                contradictions.add("event " + event.id() + ": " + contradiction);
            }
            imbalance.ifPresent(account -> contradictions.add("event " + event.id() + ": " + account));
        }
        return new Account(
                events.size(),
                told.stream().mapToLong(Told::holds).sum(),
                told.stream().mapToLong(Told::sales).sum(),
                contradictions);
    }
}

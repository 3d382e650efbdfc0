package dev.evently.loadtest;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.reference.Workload;
import dev.evently.loadtest.sale.Buying;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.sale.EventOnSale;
import dev.evently.loadtest.sale.Stock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds single places of many events and pays for each; the events are kept for later runs. */
@Command(
        name = "bookings",
        description = "Holds, pays and confirms bookings of many events on all shards.",
        mixinStandardHelpOptions = true)
final class BookingsCommand implements Callable<Integer>, Benchmark {
    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(
            names = "--events",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Events; the first run publishes them (default: ${DEFAULT-VALUE})")
    private int events;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new Run(options, this).call();
    }

    @Override
    public String title() {
        return "Hold, payment and confirmation over %,d events, through the gateway with token and limits"
                .formatted(events);
    }

    @Override
    public String unit() {
        return "bookings";
    }

    @Override
    public Workload reference() {
        return Workload.BOOKINGS;
    }

    @Override
    public List<EventOnSale> events(Catalogue catalogue) throws IOException, InterruptedException {
        return catalogue.kept(Math.max(1, events));
    }

    @Override
    public Function<Http, Journey> journey(Stock stock, List<String> tokens, Plan plan) {
        Buying buying = new Buying(stock, tokens);
        return buying::booking;
    }
}

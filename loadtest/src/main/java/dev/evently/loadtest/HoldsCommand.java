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

/**
 * Holds single places of one event. The warm-up has an event of its own: no event may have more places than a fast suite
 * sells in both.
 */
@Command(
        name = "holds",
        description = "Holds places of one event: how fast is a single hot row?",
        mixinStandardHelpOptions = true)
final class HoldsCommand implements Callable<Integer>, Benchmark {
    private static final int WARM_UP = 0;
    private static final int MEASURED = 1;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new Run(options, this).call();
    }

    @Override
    public String title() {
        return "Holds of one place of one event, through the gateway with token and limits";
    }

    @Override
    public String unit() {
        return "holds";
    }

    @Override
    public Workload reference() {
        return Workload.HOLDS;
    }

    @Override
    public List<EventOnSale> events(Catalogue catalogue) throws IOException, InterruptedException {
        return catalogue.publish(2);
    }

    @Override
    public Function<Http, Journey> journey(Stock stock, List<String> tokens, Plan plan) {
        Buying buying = new Buying(stock, tokens);
        long measuredFrom = System.nanoTime() + plan.warmUp().toNanos();
        return http -> buying.holding(http, () -> System.nanoTime() - measuredFrom < 0 ? WARM_UP : MEASURED);
    }
}

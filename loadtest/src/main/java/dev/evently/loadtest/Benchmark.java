package dev.evently.loadtest;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.reference.Workload;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.sale.EventOnSale;
import dev.evently.loadtest.sale.Stock;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** What is measured; all else is the same for every benchmark. */
interface Benchmark {
    String title();

    /** What one finished journey is, in the plural. */
    String unit();

    /** The same work without a suite. */
    Workload reference();

    List<EventOnSale> events(Catalogue catalogue) throws IOException, InterruptedException;

    Function<Http, Journey> journey(Stock stock, List<String> tokens, Plan plan);
}

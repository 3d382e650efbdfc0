package dev.evently.loadtest;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.reference.PgBench;
import dev.evently.loadtest.reference.Reference;
import dev.evently.loadtest.reference.ScratchDatabase;
import dev.evently.loadtest.report.Report;
import dev.evently.loadtest.sale.Accounts;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.sale.Stock;
import dev.evently.loadtest.suite.ProcessorUse;
import dev.evently.loadtest.suite.SuiteUnderLoad;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a benchmark: prepare, reference, load, outbox, reference, ledger. */
final class Run {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int NOT_RUNNING = 3;
    private static final Duration REFERENCE = Duration.ofSeconds(10);

    private final BenchOptions options;
    private final Benchmark benchmark;
    private final Report report = new Report(System.out);

    Run(BenchOptions options, Benchmark benchmark) {
        this.options = options;
        this.benchmark = benchmark;
    }

    int call() throws IOException, InterruptedException {
        Plan plan = options.plan();
        Optional<PgBench> pgbench = options.withReference() ? PgBench.find() : Optional.empty();
        if (options.withReference() && pgbench.isEmpty()) {
            System.err.println("evently: There is no pgbench; Debian has it in postgresql-contrib"
                    + " (apt-get install postgresql-contrib), and --no-reference goes without");
            return WRONG_USAGE;
        }
        Optional<Suite> running = options.runningSuite();
        if (running.isEmpty()) {
            return NOT_RUNNING;
        }
        Suite suite = running.get();
        if (pgbench.isEmpty()) {
            return measure(suite, plan, null, null);
        }
        int port = SuiteUnderLoad.of(suite).databasePort();
        String password = new DatabaseLogin(Secrets.in(suite.data())).password();
        try (ScratchDatabase scratch = ScratchDatabase.create(port, DatabaseLogin.USER, password)) {
            return measure(suite, plan, pgbench.get(), scratch);
        }
    }

    private int measure(Suite suite, Plan plan, @Nullable PgBench pgbench, @Nullable ScratchDatabase scratch)
            throws IOException, InterruptedException {
        SuiteUnderLoad running = SuiteUnderLoad.of(suite);
        Report.Subject subject = new Report.Subject(benchmark.title(), benchmark.unit(), options.users());
        report.head(subject, plan);
        GatewayClient gateway = GatewayClient.of(suite.ports().gatewayUrl());
        Accounts accounts = new Accounts(gateway, Secrets.in(suite.data()));
        Catalogue catalogue = new Catalogue(suite.data(), gateway.as(accounts.organizer()), Clock.systemUTC());
        Stock stock = Stock.of(catalogue, benchmark.events(catalogue));
        List<String> tokens = accounts.buyers(options.users());
        double before = reference(running, pgbench, scratch);

        Watcher watcher = new Watcher(running);
        LoadGenerator.Result result;
        try (LoadGenerator generator = new LoadGenerator(running.gateway())) {
            result = generator.run(plan, benchmark.journey(stock, tokens, plan), watcher);
        }
        report.load(subject, plan, result);
        report.processor(watcher.use(), result.measured().done());
        report.machineAfter();

        SuiteUnderLoad.Drained drained = running.awaitOutbox();
        report.outbox(drained);
        double after = reference(running, pgbench, scratch);
        report.reference(
                pgbench == null
                        ? Optional.empty()
                        : Optional.of(new Reference(options.referenceClients(), before, after)),
                result.measured().perSecond());

        Stock.Account account = stock.account();
        report.ledger(account);
        boolean good = account.contradictions().isEmpty()
                && drained.left() == 0
                && result.measured().failed().isEmpty()
                && result.warmUp().failed().isEmpty();
        return good ? 0 : FAILED;
    }

    private double reference(SuiteUnderLoad running, @Nullable PgBench pgbench, @Nullable ScratchDatabase scratch)
            throws IOException, InterruptedException {
        if (pgbench == null || scratch == null) {
            return 0;
        }
        running.awaitQuiet();
        return pgbench.run(scratch, benchmark.reference(), options.referenceClients(), REFERENCE);
    }

    /** Looks at the processor where the measured part begins and ends. */
    private static final class Watcher implements LoadGenerator.Watcher {
        private final SuiteUnderLoad running;
        private ProcessorUse.Sample first;
        private ProcessorUse.Sample last;

        Watcher(SuiteUnderLoad running) {
            this.running = running;
            this.first = running.sample();
            this.last = first;
        }

        @Override
        public void begins() {
            first = running.sample();
        }

        @Override
        public void ends() {
            last = running.sample();
        }

        ProcessorUse use() {
            return last.since(first);
        }
    }
}

package dev.evently.loadtest;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.read.BareGateway;
import dev.evently.loadtest.read.Level;
import dev.evently.loadtest.read.ReadReport;
import dev.evently.loadtest.read.Reading;
import dev.evently.loadtest.report.Machine;
import dev.evently.loadtest.sale.Accounts;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.suite.ProcessorUse;
import dev.evently.loadtest.suite.SuiteUnderLoad;
import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.process.Scheduling;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.Preset;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads an event and a list page with more and more connections, beside a gateway that does nothing but pass on. */
@Command(
        name = "read",
        description = "Reads an event and a list page: what do token, limits and cache cost a reader?",
        mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    private static final int WARM_UP_CONNECTIONS = 100;
    private static final Duration LONGEST = Duration.ofMinutes(12);

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Option(
            names = "--connections",
            defaultValue = "10,50,100,250,500",
            split = ",",
            paramLabel = "N",
            description = "How many, one request at a time each (default: ${DEFAULT-VALUE})")
    private List<Integer> connections = List.of();

    @Option(
            names = "--users",
            defaultValue = "32",
            paramLabel = "N",
            description = "Accounts that the readers share (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--warmup",
            defaultValue = "20s",
            converter = BenchOptions.Span.class,
            paramLabel = "TIME",
            description = "Load on each of the four at first, for their compilers (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--settle",
            defaultValue = "2s",
            converter = BenchOptions.Span.class,
            paramLabel = "TIME",
            description = "Load before each measured part (default: ${DEFAULT-VALUE})")
    private Duration settle = Duration.ZERO;

    @Option(
            names = "--duration",
            defaultValue = "8s",
            converter = BenchOptions.Span.class,
            paramLabel = "TIME",
            description = "Each measured part (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * What is read.
     *
     * @param path in the suite
     * @param number of the same answer of the bare gateway
     */
    private record Subject(String name, String path, int number) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Optional<Suite> running = suite.running();
        return running.isPresent() ? measure(running.get()) : NOT_RUNNING;
    }

    private void check() {
        Duration all = warmUp.multipliedBy(4).plus(settle.plus(duration).multipliedBy(4L * connections.size()));
        boolean wrong = users < 1
                || connections.stream().anyMatch(number -> number < 1)
                || warmUp.isNegative()
                || settle.isNegative()
                || !duration.isPositive();
        if (wrong || all.compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    wrong
                            ? "Connections, users and --duration must be at least 1, no time negative"
                            : "That takes more than twelve minutes: the access tokens would end");
        }
    }

    private int measure(Suite suite) throws IOException, InterruptedException {
        System.out.println("Reads of one event and of a list page, through the gateway with token and limits");
        System.out.println("machine    " + Machine.describe());
        System.out.println("suite      preset " + suite.preset() + suite.tracing());
        SuiteUnderLoad running = SuiteUnderLoad.of(suite);
        GatewayClient gateway = GatewayClient.of(suite.ports().gatewayUrl());
        Accounts accounts = new Accounts(gateway, Secrets.in(suite.data()));
        Catalogue catalogue = new Catalogue(suite.data(), gateway.as(accounts.organizer()), Clock.systemUTC());
        String event = catalogue.kept(1).getFirst().id();
        List<String> tokens = accounts.buyers(users);
        List<Subject> subjects = List.of(
                new Subject("event", "/api/v1/events/" + event, 0), new Subject("list", "/api/v1/events?limit=20", 1));
        List<String> answers = new ArrayList<>();
        for (Subject subject : subjects) {
            Answer answer = gateway.as(tokens.getFirst()).get(subject.path());
            if (answer.status() != 200) {
                throw new IOException("Expected 200: " + answer);
            }
            answers.add(answer.text());
            System.out.println("%-10s %s, %,d characters"
                    .formatted(subject.name(), subject.path(), answer.text().length()));
        }
        Scheduling scheduling = suite.preset() == Preset.LOAD ? Scheduling.BATCH : Scheduling.USUAL;
        try (BareGateway bare = BareGateway.like(running.process("gateway"), scheduling, answers)) {
            return measure(running, bare, subjects, tokens);
        }
    }

    private int measure(SuiteUnderLoad running, BareGateway bare, List<Subject> subjects, List<String> tokens)
            throws IOException, InterruptedException {
        URI suite = running.gateway();
        boolean clean = true;
        for (Subject subject : warmUp.isZero() ? List.<Subject>of() : subjects) {
            Plan plan = new Plan(WARM_UP_CONNECTIONS, 0, Duration.ZERO, warmUp);
            clean &= load(suite, subject.path(), tokens, plan, LoadGenerator.NOBODY)
                    .measured()
                    .failed()
                    .isEmpty();
            load(bare.address(), BareGateway.path(subject.number()), tokens, plan, LoadGenerator.NOBODY);
        }
        ReadReport report = new ReadReport(System.out);
        report.columns();
        Cache before = Cache.of(running);
        for (Subject subject : subjects) {
            for (int number : connections) {
                Plan plan = new Plan(number, 0, settle, duration);
                Watcher watcher = new Watcher(running, bare.pids());
                LoadGenerator.Result of = load(suite, subject.path(), tokens, plan, watcher);
                LoadGenerator.Result reference =
                        load(bare.address(), BareGateway.path(subject.number()), tokens, plan, LoadGenerator.NOBODY);
                Level level = new Level(subject.name(), number, of, watcher.use(), reference);
                report.level(level);
                clean &= level.isClean();
            }
        }
        Cache after = Cache.of(running);
        report.cache(
                after.gateway() - before.gateway(),
                after.hits() - before.hits(),
                after.misses() - before.misses(),
                after.shared() - before.shared(),
                after.database() - before.database());
        System.out.println("load average %s".formatted(Machine.loadAverage()));
        return clean ? 0 : FAILED;
    }

    private static LoadGenerator.Result load(
            URI address, String path, List<String> tokens, Plan plan, LoadGenerator.Watcher watcher)
            throws InterruptedException {
        Reading reading = new Reading(path, tokens);
        try (LoadGenerator generator = new LoadGenerator(address)) {
            return generator.run(plan, reading::journey, watcher);
        }
    }

    /** The counters of the gateway and of the catalogue's cache. */
    private record Cache(double gateway, double hits, double misses, double shared, double database) {
        static Cache of(SuiteUnderLoad running) throws InterruptedException {
            return new Cache(
                    running.metric("evently_gateway_answers_shared_total"),
                    running.metric("evently_cache_hits_total"),
                    running.metric("evently_cache_misses_total"),
                    running.metric("evently_cache_shared_hits_total"),
                    running.metric("evently_cache_shared_misses_total"));
        }
    }

    /** Looks at the processor where the measured part begins and ends. */
    private static final class Watcher implements LoadGenerator.Watcher {
        private final SuiteUnderLoad running;
        private final Map<String, Long> others;
        private ProcessorUse.Sample first;
        private ProcessorUse.Sample last;

        Watcher(SuiteUnderLoad running, Map<String, Long> others) {
            this.running = running;
            this.others = others;
            this.first = running.sampleWith(others);
            this.last = first;
        }

        @Override
        public void begins() {
            first = running.sampleWith(others);
        }

        @Override
        public void ends() {
            last = running.sampleWith(others);
        }

        ProcessorUse use() {
            return last.since(first);
        }
    }
}

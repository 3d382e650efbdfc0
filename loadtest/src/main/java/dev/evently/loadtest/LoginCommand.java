package dev.evently.loadtest;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Measurement;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.login.BareHash;
import dev.evently.loadtest.login.InTurns;
import dev.evently.loadtest.login.LoggingIn;
import dev.evently.loadtest.login.LoginReport;
import dev.evently.loadtest.login.StoredHash;
import dev.evently.loadtest.report.Machine;
import dev.evently.loadtest.sale.Accounts;
import dev.evently.loadtest.suite.SuiteUnderLoad;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.process.Scheduling;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Preset;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Logs in: as fast as it goes, at a rate that the bare hash says must be possible, and at twice what the processors can
 * hash, where all that cannot be served has to be told so at once.
 */
@Command(
        name = "login",
        description = "Logs in: how much of the processors is left for hashing, and what becomes of too many?",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;
    /** Until the compilers are done with the bare hash. */
    private static final Duration REFERENCE_WARM_UP = Duration.ofSeconds(4);

    private static final Duration REFERENCE = Duration.ofSeconds(4);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    /** Of what the bare hash does. */
    private static final double SUSTAINED = 0.9;

    private static final double TOO_MANY = 2;
    private static final int CROWD = 400;

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Option(
            names = "--connections",
            defaultValue = "8",
            paramLabel = "N",
            description = "Of the closed model, one login at a time each (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--users",
            defaultValue = "32",
            paramLabel = "N",
            description = "Accounts that log in (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--warmup",
            defaultValue = "20s",
            converter = BenchOptions.Span.class,
            paramLabel = "TIME",
            description = "Load before anything is measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--duration",
            defaultValue = "20s",
            converter = BenchOptions.Span.class,
            paramLabel = "TIME",
            description = "Each of the three measured parts (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--turns",
            defaultValue = "5",
            paramLabel = "N",
            description = "Pieces that the first part is cut into, the bare hash before and after each"
                    + " (default: ${DEFAULT-VALUE})")
    private int turns;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (connections < 1 || users < 1 || turns < 1 || warmUp.isNegative() || !duration.isPositive()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Connections, users, turns and --duration must be at least 1, no time negative");
        }
        Optional<Suite> running = suite.running();
        return running.isPresent() ? measure(running.get()) : NOT_RUNNING;
    }

    private int measure(Suite suite) throws IOException, InterruptedException {
        System.out.println("Logins through the gateway");
        System.out.println("machine       " + Machine.describe());
        SuiteUnderLoad running = SuiteUnderLoad.of(suite);
        Accounts accounts = new Accounts(GatewayClient.of(suite.ports().gatewayUrl()), Secrets.in(suite.data()));
        List<String> credentials = accounts.credentials(users);
        String hash = StoredHash.of(
                accounts.firstBuyer(), running.databasePort(), new DatabaseLogin(Secrets.in(suite.data())).password());
        Scheduling scheduling = suite.preset() == Preset.LOAD ? Scheduling.BATCH : Scheduling.USUAL;
        LoginReport report = new LoginReport(System.out);

        LoggingIn logins = new LoggingIn(credentials);
        if (warmUp.isPositive()) {
            load(running, logins, new Plan(connections, 0, Duration.ZERO, warmUp));
        }
        Measurement closed = new Measurement(Duration.ZERO);
        InTurns inTurns;
        try (BareHash bare =
                BareHash.start(running.process("identity-service"), scheduling, accounts.password(), hash)) {
            bare.perSecond(REFERENCE_WARM_UP);
            inTurns = inTurns(running, logins, bare, closed);
        }
        report.part("as it goes", closed);
        report.reference(inTurns);
        double most = inTurns.reference().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        int sustained = rate(SUSTAINED * most);
        Measurement open = load(running, logins, new Plan(CROWD, sustained, Duration.ZERO, duration));
        report.part(sustained + "/s", open);
        int flood = rate(TOO_MANY * most);
        Measurement flooded = load(running, logins, new Plan(CROWD, flood, Duration.ZERO, duration));
        report.part(flood + "/s", flooded);
        System.out.println("load average  " + Machine.loadAverage());
        boolean clean = closed.failed().isEmpty()
                && open.failed().isEmpty()
                && flooded.failed().isEmpty();
        return clean ? 0 : FAILED;
    }

    private InTurns inTurns(SuiteUnderLoad running, LoggingIn logins, BareHash bare, Measurement sum)
            throws IOException, InterruptedException {
        List<Double> reference = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            running.awaitQuiet();
            reference.add(bare.perSecond(REFERENCE));
            Measurement part = load(running, logins, new Plan(connections, 0, SETTLE, duration.dividedBy(turns)));
            rates.add(part.perSecond());
            sum.add(part);
        }
        running.awaitQuiet();
        reference.add(bare.perSecond(REFERENCE));
        return new InTurns(reference, rates);
    }

    private static int rate(double perSecond) {
        return Math.max(1, (int) Math.round(perSecond));
    }

    private static Measurement load(SuiteUnderLoad running, LoggingIn logins, Plan plan)
            throws IOException, InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(running.gateway())) {
            return generator.run(plan, logins::journey, LoadGenerator.NOBODY).measured();
        }
    }
}

package dev.evently.loadtest;

import dev.evently.loadtest.load.Plan;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that all benchmarks have. */
final class BenchOptions {
    /** Access tokens end after 15 minutes, and holds that are not paid after 10. */
    private static final Duration LONGEST = Duration.ofMinutes(9);

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Option(
            names = "--buyers",
            defaultValue = "400",
            paramLabel = "N",
            description = "Connections, each with one request at a time (default: ${DEFAULT-VALUE})")
    private int buyers;

    @Option(
            names = "--users",
            defaultValue = "32",
            paramLabel = "N",
            description = "Accounts that the buyers share (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "R",
            description = "Begin so many in a second whatever becomes of those before, and count their time from when"
                    + " they were due (default: each buyer begins when its last one has ended)")
    private int rate;

    @Option(
            names = "--warmup",
            defaultValue = "60s",
            converter = Span.class,
            paramLabel = "TIME",
            description = "Load before it is measured; compilers settle in about a minute (default: ${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--duration",
            defaultValue = "30s",
            converter = Span.class,
            paramLabel = "TIME",
            description = "Load that is measured (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Option(names = "--no-reference", description = "Go without pgbench, and so without a ratio")
    private boolean noReference;

    @Option(
            names = "--reference-clients",
            defaultValue = "8",
            paramLabel = "N",
            description = "Connections of pgbench (default: ${DEFAULT-VALUE})")
    private int referenceClients;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    Optional<Suite> runningSuite() throws IOException, InterruptedException {
        return suite.running();
    }

    Plan plan() {
        if (warmUp.plus(duration).compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Warm-up and duration take more than nine minutes: the first holds would expire");
        }
        try {
            return new Plan(buyers, rate, warmUp, duration);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    int users() {
        if (users < 1) {
            throw new ParameterException(spec.commandLine(), "There must be a user");
        }
        return Math.min(users, buyers);
    }

    boolean withReference() {
        return !noReference;
    }

    int referenceClients() {
        return referenceClients;
    }

    /** A time such as {@code 500ms}, {@code 30s} or {@code 2m}. */
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            String text = value.toLowerCase(Locale.ROOT);
            try {
                if (text.endsWith("ms")) {
                    return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
                }
                return Duration.parse("pt" + text);
            } catch (RuntimeException e) {
                throw new TypeConversionException("'" + value + "' is no time such as 30s or 2m");
            }
        }
    }
}

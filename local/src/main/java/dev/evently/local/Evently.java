package dev.evently.local;

import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of the launcher. */
@Command(
        name = "evently",
        description = "Runs the whole suite on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, LogsCommand.class, DemoCommand.class},
        footer = {
            "",
            "  bench holds|bookings  Measure the running suite, see ./evently bench --help",
            "  chaos bookings      Kill servers of a suite of its own and check its promises, see ./evently chaos --help",
            "  test                Run every test, as ./mvnw verify does",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not (all of it) running, 130 interrupted"
        })
public final class Evently implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        return new CommandLine(new Evently())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** One message for the person at the terminal; a stack trace only for what is a bug of this program. */
    private static int tell(Exception failure) throws Exception {
        if (failure instanceof InterruptedException) {
            return 130;
        }
        if (failure instanceof StartFailure || failure instanceof IOException) {
            System.err.println("evently: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}

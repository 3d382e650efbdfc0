package dev.evently.loadtest.chaos;

import dev.evently.loadtest.chaos.restore.RestoreCommand;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of {@code ./evently chaos}. */
@Command(
        name = "evently chaos",
        description = "Kills servers of a suite of its own while it is used, and checks that every promise is kept.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BookingsCommand.class, RestoreCommand.class},
        footer = {"", "Exit codes: 0 every promise was kept, 1 one was not or it could not be checked, 2 wrong usage"})
public final class Chaos implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(new CommandLine(new Chaos())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure))
                .execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part of the suite?");
    }

    private static int tell(Exception failure) throws Exception {
        if (failure instanceof IOException || failure instanceof StartFailure) {
            System.err.println("evently: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}

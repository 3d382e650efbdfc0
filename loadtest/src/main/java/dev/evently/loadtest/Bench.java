package dev.evently.loadtest;

import dev.evently.loadtest.plans.PlansCommand;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of {@code ./evently bench}. */
@Command(
        name = "evently bench",
        description = "Measures a suite that was started with ./evently up --detach --preset load.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HoldsCommand.class,
            BookingsCommand.class,
            ReadCommand.class,
            LoginCommand.class,
            PlansCommand.class
        },
        footer = {
            "",
            "A rate depends on the machine; the ratio to a reference, taken in the same run, less so.",
            "Exit codes: 0 done, 1 the ledger does not balance or something failed, 2 wrong usage, 3 not running"
        })
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        // A report reads the same wherever it was made.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(new CommandLine(new Bench())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure))
                .execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark?");
    }

    private static int tell(Exception failure) throws Exception {
        if (failure instanceof IOException || failure instanceof StartFailure) {
            System.err.println("evently: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}

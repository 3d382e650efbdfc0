package dev.evently.local;

import dev.evently.local.suite.StartFailure;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the suite. */
@Command(
        name = "down",
        description = "Stops everything; the data stay. Cleans up after a killed launcher, too.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Override
    public Integer call() throws StartFailure, IOException, InterruptedException {
        Suite suite = options.suite();
        suite.down();
        System.out.println("Evently is down.");
        return 0;
    }
}

package dev.evently.loadtest;

import dev.evently.loadtest.suite.SuiteUnderLoad;
import dev.evently.local.suite.Checkout;
import dev.evently.local.suite.Progress;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which suite a benchmark loads. */
final class SuiteOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of the suite (default: .evently in the checkout)")
    private @Nullable Path data;

    @Option(
            names = "--any-preset",
            description = "Go on although the suite has another preset than load, whose limits then refuse requests")
    private boolean anyPreset;

    /** The suite, if it runs as a benchmark wants it; says why not otherwise. */
    Optional<Suite> running() throws IOException, InterruptedException {
        Checkout checkout = Checkout.running();
        Path folder = data == null ? checkout.root().resolve(".evently") : data;
        Suite suite = new Suite(checkout, folder, new Progress(System.out));
        Optional<String> flaw = SuiteUnderLoad.flaw(suite, anyPreset);
        flaw.ifPresent(found -> System.err.println("evently: " + found));
        return flaw.isPresent() ? Optional.empty() : Optional.of(suite);
    }
}

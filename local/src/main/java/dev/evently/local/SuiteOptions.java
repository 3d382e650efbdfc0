package dev.evently.local;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.demodata.DemoData;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.Checkout;
import dev.evently.local.suite.DemoLogins;
import dev.evently.local.suite.Progress;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its suite. */
final class SuiteOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of the suite (default: .evently in the checkout)")
    private @Nullable Path data;

    Suite suite() {
        Checkout checkout = Checkout.running();
        Path folder = data == null ? checkout.root().resolve(".evently") : data;
        return new Suite(checkout, folder, new Progress(System.out));
    }

    static DemoLogins logins(Suite suite) throws IOException {
        return new DemoLogins(Secrets.in(suite.data()));
    }

    /** What the demo needs in a suite with this gateway and these mails; what it has made is noted in the data folder. */
    static DemoData demoData(Suite suite, GatewayClient gateway, GatewayClient mails) throws IOException {
        return new DemoData(suite.data(), gateway, mails, logins(suite), Clock.systemUTC());
    }
}

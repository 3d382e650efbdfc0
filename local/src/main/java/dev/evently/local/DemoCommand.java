package dev.evently.local;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.demo.Demo;
import dev.evently.local.demodata.DemoData;
import dev.evently.local.suite.DemoLogins;
import dev.evently.local.suite.Ports;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Walks one ticket through the running suite. */
@Command(
        name = "demo",
        description = "Books, pays, cancels and shows a ticket through the gateway, and prints every step.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @ArgGroup(exclusive = false)
    private @Nullable Elsewhere elsewhere;

    /** A suite that something else has started, as containers are; the data folder has what the demo keeps of it. */
    static final class Elsewhere {
        @Option(
                names = "--gateway",
                paramLabel = "URL",
                required = true,
                description = "Gateway of a suite that runs elsewhere; with --mails and --admin-password-file")
        private String gateway = "";

        @Option(names = "--mails", paramLabel = "URL", required = true, description = "API of that suite's mail sink")
        private String mails = "";

        @Option(
                names = "--admin-password-file",
                paramLabel = "FILE",
                required = true,
                description = "File with the password of that suite's administrator")
        private Path adminPassword = Path.of("");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = options.suite();
        if (elsewhere != null) {
            return walk(suite, elsewhere);
        }
        if (!suite.isHealthy()) {
            System.err.println("evently: the suite is not running; start it with ./evently up");
            return NOT_RUNNING;
        }
        Ports ports = suite.ports();
        return walk(
                suite,
                GatewayClient.of(ports.gatewayUrl()),
                GatewayClient.of(ports.mailUrl()),
                SuiteOptions.logins(suite).adminPassword());
    }

    private static int walk(Suite suite, Elsewhere there) throws IOException, InterruptedException {
        if (!Files.isReadable(there.adminPassword)) {
            throw new IOException("The administrator's password cannot be read from " + there.adminPassword);
        }
        Files.createDirectories(suite.data());
        String password = Files.readString(there.adminPassword).strip();
        return walk(suite, GatewayClient.of(there.gateway), GatewayClient.of(there.mails), password);
    }

    private static int walk(Suite suite, GatewayClient gateway, GatewayClient mails, String adminPassword)
            throws IOException, InterruptedException {
        DemoData demoData = SuiteOptions.demoData(suite, gateway, mails);
        if (!demoData.isLoaded()) {
            demoData.load();
        }
        DemoLogins logins = SuiteOptions.logins(suite);
        Path folder = suite.data().resolve("demo");
        String organizer = demoData.organizerId();
        Demo demo = new Demo(gateway, mails, logins, adminPassword, organizer, demoData.venueId(), folder, System.out);
        return demo.run() ? 0 : 1;
    }
}

package dev.evently.local;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.demo.Demo;
import dev.evently.local.demodata.DemoData;
import dev.evently.local.suite.Ports;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Walks one ticket through the running suite. */
@Command(
        name = "demo",
        description = "Books, pays, cancels and shows a ticket through the gateway, and prints every step.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = options.suite();
        if (!suite.isHealthy()) {
            System.err.println("evently: the suite is not running; start it with ./evently up");
            return NOT_RUNNING;
        }
        Ports ports = suite.ports();
        DemoData demoData = SuiteOptions.demoData(suite, ports);
        Demo demo = new Demo(
                GatewayClient.of(ports.gatewayUrl()),
                GatewayClient.of(ports.mailUrl()),
                SuiteOptions.logins(suite),
                demoData.organizerId(),
                demoData.venueId(),
                suite.data().resolve("demo"),
                System.out);
        return demo.run() ? 0 : 1;
    }
}

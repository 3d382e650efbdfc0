package dev.evently.local.suite;

import dev.evently.embedded.Launch;
import dev.evently.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of every process. */
final class Programs {
    /** The same for a run that makes the class cache and one that uses it, as the JVM demands. */
    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xss512k",
            "-Xms24m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private static final int TRACE_SERVER_HEAP_MEBIBYTES = 256;
    private static final int SPANS_KEPT = 100_000;
    private static final int AGENT_HEAP_MEBIBYTES = 48;

    private final Checkout checkout;
    private final Ports ports;
    private final Preset preset;
    private final Tracing tracing;
    private final ServiceEnvironment environment;

    Programs(Checkout checkout, Ports ports, Preset preset, Tracing tracing, ServiceEnvironment environment) {
        this.checkout = checkout;
        this.ports = ports;
        this.preset = preset;
        this.tracing = tracing;
        this.environment = environment;
    }

    static Program server(Launch launch) {
        return new Program(
                launch.name(), launch.port(), launch.command(), Map.of("MALLOC_ARENA_MAX", "2"), launch.stopCommand());
    }

    /** The broker keeps its class cache in its data folder; the JVM writes it when it first ends. */
    List<String> kafkaJvmOptions(Path data) {
        List<String> options = new ArrayList<>(SMALL_JVM);
        options.addAll(List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + data.resolve("classes.jsa")));
        options.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        options.addAll(preset.jvmOptions());
        options.addAll(preset.heap(224));
        return options;
    }

    /** What keeps and shows traces, if the suite is traced. It forgets the oldest. */
    Optional<Program> traceServer() {
        if (!tracing.hasServer()) {
            return Optional.empty();
        }
        List<String> command = smallJvm();
        command.add("-Xmx" + TRACE_SERVER_HEAP_MEBIBYTES + "m");
        command.addAll(List.of("-jar", checkout.traceServer().toString()));
        Map<String, String> environment = Map.of(
                "MALLOC_ARENA_MAX", "2",
                "ARMERIA_PORTS_0_ADDRESS", "127.0.0.1",
                "ARMERIA_PORTS_0_PORT", Integer.toString(ports.traces()),
                "ARMERIA_PORTS_0_PROTOCOLS_0", "http",
                "MEM_MAX_SPANS", Integer.toString(SPANS_KEPT));
        return Optional.of(new Program(Tracing.SERVER, ports.traces(), command, environment, List.of()));
    }

    private static List<String> smallJvm() {
        List<String> command = new ArrayList<>(List.of(Checkout.java().toString()));
        command.addAll(SMALL_JVM);
        return command;
    }

    Program mailSink() {
        List<String> command = smallJvm();
        command.addAll(preset.jvmOptions());
        command.addAll(preset.heap(128));
        command.addAll(List.of("-cp", checkout.localClassPath()));
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "dev.evently.local.mail.MailSink"));
        command.addAll(List.of(Integer.toString(ports.mailSmtp()), Integer.toString(ports.mailApi())));
        return new Program(Ports.MAIL_SINK, ports.mailApi(), command, Map.of("MALLOC_ARENA_MAX", "2"), List.of());
    }

    /** A traced service goes without its class cache, for the agent changes classes as they are loaded. */
    Program service(Service service, Layout layout) throws IOException {
        if (tracing.isOn()) {
            return service(service, layout, List.of("-javaagent:" + checkout.tracingAgent()));
        }
        List<String> cache = Files.exists(layout.cache()) ? List.of("-XX:AOTCache=" + layout.cache()) : List.of();
        return service(service, layout, cache);
    }

    /** A service that records which classes it loads, and writes the list when it ends. */
    Program training(Service service, Layout layout) throws IOException {
        return service(service, layout, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + layout.recording()));
    }

    /** Makes the class cache out of what was recorded; it does not run the service. */
    Program cacheMaker(Service service, Layout layout, Path cache) throws IOException {
        Program maker = service(
                service,
                layout,
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + layout.recording(), "-XX:AOTCache=" + cache));
        return new Program(service.module() + "-cache", 0, maker.command(), Map.of(), List.of());
    }

    private Program service(Service service, Layout layout, List<String> options) throws IOException {
        List<String> command = smallJvm();
        command.addAll(preset.jvmOptions());
        command.addAll(preset.heap(service.heapMebibytes() + (tracing.isOn() ? AGENT_HEAP_MEBIBYTES : 0)));
        command.addAll(options);
        // The JVM warns of each class that it leaves out of the cache, and starts without a cache that does not fit.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        if (service != Service.DISCOVERY) {
            // Not by environment: a variable yields the key defaultzone, which the registry's client does not look for.
            command.add("-Deureka.client.service-url.defaultZone=" + ports.discoveryUrl() + "/eureka/");
        }
        command.addAll(List.of("-jar", layout.jar().toString()));
        return new Program(service.module(), ports.of(service), command, environment.of(service), List.of());
    }
}

package dev.evently.local.suite;

import dev.evently.local.process.Program;
import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the services all at once and waits until the gateway reaches every one of them. */
final class Services {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration CACHE_LIMIT = Duration.ofMinutes(3);

    private final RunFolder run;
    private final Ports ports;
    private final Programs programs;
    private final Progress progress;
    private final Health health = new Health();
    private final Map<Service, Layout> layouts;
    /** When each process was launched that has not been seen to answer yet. */
    private final Map<String, Long> launchedAt = new HashMap<>();

    private Services(RunFolder run, Ports ports, Programs programs, Progress progress, Map<Service, Layout> layouts) {
        this.run = run;
        this.ports = ports;
        this.programs = programs;
        this.progress = progress;
        this.layouts = layouts;
    }

    static Services of(Checkout checkout, RunFolder run, Ports ports, Programs programs, Progress progress)
            throws StartFailure, InterruptedException {
        Map<Service, Layout> layouts = new EnumMap<>(Service.class);
        List<Parallel.Task> tasks = new ArrayList<>();
        for (Service service : Service.values()) {
            tasks.add(() -> {
                Layout layout = Layout.of(checkout.jar(service));
                synchronized (layouts) {
                    layouts.put(service, layout);
                }
            });
        }
        Parallel.run(tasks, Runtime.getRuntime().availableProcessors());
        return new Services(run, ports, programs, progress, layouts);
    }

    Health health() {
        return health;
    }

    /** The services that have no class cache yet and do not run, so that this start can make it. */
    List<Service> untrained() throws IOException {
        List<Service> untrained = new ArrayList<>();
        for (Service service : Service.values()) {
            if (layout(service).lacksCache() && run.find(service.module()).isEmpty()) {
                untrained.add(service);
            }
        }
        return untrained;
    }

    /** Starts those services that need none of the servers, and does not wait for them. */
    void startIndependent(Start start, List<Service> training) throws StartFailure {
        launch(Service.DISCOVERY, start, training);
        launch(Service.GATEWAY, start, training);
    }

    /** Starts every service that does not run; those in {@code training} record what goes into their cache. */
    void start(Start start, List<Service> training) throws StartFailure, InterruptedException {
        long begin = System.nanoTime();
        List<RunningProcess> processes = new ArrayList<>();
        for (Service service : Service.values()) {
            processes.add(launch(service, start, training));
        }
        List<Parallel.Task> waits = new ArrayList<>();
        for (RunningProcess process : processes) {
            Long launched = launchedAt.remove(process.name());
            if (launched != null && process.port() != ports.gateway()) {
                waits.add(() -> awaitAnswer(start, process, launched));
            }
        }
        waits.add(() -> awaitGateway(start, processes, begin));
        Parallel.run(waits);
    }

    private RunningProcess launch(Service service, Start start, List<Service> training) throws StartFailure {
        Layout layout = layout(service);
        try {
            Program program =
                    training.contains(service) ? programs.training(service, layout) : programs.service(service, layout);
            if (run.find(service.module()).isEmpty()) {
                launchedAt.put(service.module(), System.nanoTime());
            }
            return start.start(program);
        } catch (IOException e) {
            throw new StartFailure("%s cannot be started: %s".formatted(service.module(), e.getMessage()), e);
        }
    }

    private void awaitAnswer(Start start, RunningProcess process, long launched)
            throws StartFailure, InterruptedException {
        start.watch()
                .until(() -> health.isUp(process.port()), List.of(process), LIMIT, process.name() + " is not healthy");
        progress.done(process.name(), launched);
    }

    private void awaitGateway(Start start, List<RunningProcess> processes, long begin)
            throws StartFailure, InterruptedException {
        try {
            start.watch().until(() -> health.gateway(ports).healthy(), processes, LIMIT, "The suite is not healthy");
        } catch (StartFailure e) {
            throw new StartFailure(e.getMessage() + " The gateway reports: "
                    + health.gateway(ports).services());
        }
        progress.done("all through gateway", begin);
    }

    /** Stops the services in training and makes the caches; a service whose cache fails starts without. */
    void finishTraining(List<Service> training, Start start, Shutdown shutdown)
            throws StartFailure, IOException, InterruptedException {
        shutdown.stopQuietly(training.stream().map(Service::module).toList(), CACHE_LIMIT);
        List<Parallel.Task> tasks = new ArrayList<>();
        for (Service service : training) {
            tasks.add(() -> makeCache(service, start, shutdown));
        }
        Parallel.run(tasks, Runtime.getRuntime().availableProcessors());
    }

    private void makeCache(Service service, Start start, Shutdown shutdown)
            throws IOException, StartFailure, InterruptedException {
        long begin = System.nanoTime();
        Layout layout = layout(service);
        Path unfinished = layout.cache().resolveSibling("classes.new");
        RunningProcess maker = start.start(programs.cacheMaker(service, layout, unfinished));
        start.watch().untilEnded(maker, CACHE_LIMIT);
        shutdown.stopQuietly(List.of(maker.name()), CACHE_LIMIT);
        if (Files.exists(unfinished)) {
            Files.move(unfinished, layout.cache(), StandardCopyOption.ATOMIC_MOVE);
            progress.done("prepared " + service.module(), begin);
        } else {
            layout.markFailed();
            progress.say("  " + service.module() + " starts without a class cache");
        }
        Files.deleteIfExists(layout.recording());
    }

    private Layout layout(Service service) {
        Layout layout = layouts.get(service);
        if (layout == null) {
            throw new IllegalStateException("No layout of " + service.module());
        }
        return layout;
    }
}

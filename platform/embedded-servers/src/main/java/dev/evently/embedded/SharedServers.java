package dev.evently.embedded;

import java.io.IOException;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Main class that runs the three servers on free ports over a temporary folder for as long as another process lives.
 *
 * <p>Options: {@code --watch-pid} the process to live as long as, {@code --address-file} the properties file that tells
 * the addresses once every server answers, {@code --binaries} the folder for server programs. The file appears whole or
 * not at all and is deleted before the servers stop.
 */
public final class SharedServers {
    private static final int FIRST_PORT = 24_500;
    private static final int LAST_PORT = 32_000;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String USER = "evently";
    private static final int MAX_CONNECTIONS = 300;

    private final Path folder;
    private final Path binaries;
    private final List<ServerProcess> running = new ArrayList<>();

    private SharedServers(Path folder, Path binaries) {
        this.folder = folder;
        this.binaries = binaries;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = options(args);
        ProcessHandle watched = ProcessHandle.of(Long.parseLong(option(options, "--watch-pid")))
                .orElseThrow(() -> new IllegalStateException("The process to watch is gone"));
        Path addressFile = Path.of(option(options, "--address-file")).toAbsolutePath();

        Path folder = Files.createTempDirectory("evently-servers");
        SharedServers servers = new SharedServers(folder, Path.of(option(options, "--binaries")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> servers.stop(addressFile), "stop-servers"));
        Properties addresses = servers.start();
        addresses.setProperty("watched.pid", Long.toString(watched.pid()));
        watched.info().startInstant().ifPresent(at -> addresses.setProperty("watched.started", at.toString()));
        addresses.setProperty(
                "servers.pid", Long.toString(ProcessHandle.current().pid()));
        writeAtomically(addresses, addressFile);
        watched.onExit().get();
        System.exit(0);
    }

    private Properties start() throws IOException, InterruptedException {
        int postgresPort = freePort();
        int redisPort = freePort();
        int kafkaPort = freePort();
        int controllerPort = freePort();
        String password = randomPassword();

        PostgresServer.Settings postgres = new PostgresServer.Settings(
                folder.resolve("postgres"), binaries, postgresPort, USER, password, MAX_CONNECTIONS, false);
        KafkaServer.Settings kafka = new KafkaServer.Settings(
                folder.resolve("kafka"),
                kafkaPort,
                controllerPort,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xss512k", "-Xshare:auto"));
        inParallel(List.of(
                () -> started(KafkaServer.prepare(kafka).launch()),
                () -> started(PostgresServer.prepare(postgres).launch()),
                () -> started(RedisServer.prepare(folder.resolve("redis"), binaries, redisPort)
                        .launch())));

        Properties addresses = new Properties();
        addresses.setProperty("postgres.url", "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres");
        addresses.setProperty("postgres.host", "127.0.0.1");
        addresses.setProperty("postgres.port", Integer.toString(postgresPort));
        addresses.setProperty("postgres.user", USER);
        addresses.setProperty("postgres.password", password);
        addresses.setProperty("redis.url", "redis://127.0.0.1:" + redisPort);
        addresses.setProperty("kafka.bootstrap", "127.0.0.1:" + kafkaPort);
        return addresses;
    }

    private ServerProcess started(Launch launch) throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(launch, folder.resolve(launch.name() + ".log"));
        synchronized (running) {
            running.add(server);
        }
        server.awaitReady(START_LIMIT);
        return server;
    }

    private void stop(Path addressFile) {
        try {
            Files.deleteIfExists(addressFile);
            List<ServerProcess> servers;
            synchronized (running) {
                servers = List.copyOf(running);
            }
            inParallel(servers.stream()
                    .<Callable<ServerProcess>>map(server -> () -> {
                        server.stop();
                        return server;
                    })
                    .toList());
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println("Servers stopped, their folder stays: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void inParallel(List<Callable<ServerProcess>> tasks) throws IOException, InterruptedException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ServerProcess> future : executor.invokeAll(tasks)) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    throw new IOException("A server failed: " + e.getCause(), e);
                }
            }
        }
    }

    /** A port that lies below those that systems give to outgoing connections, so that none takes it meanwhile. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody has it; there are many more.
            }
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writeAtomically(Properties properties, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Option " + name + " is missing");
        }
        return value;
    }
}

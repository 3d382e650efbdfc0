package dev.evently.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A Kafka broker on 127.0.0.1 that is its own KRaft controller, in a JVM of its own. */
public final class KafkaServer {
    private static final int TIMEOUT_MILLIS = 500;
    private static final short API_VERSIONS = 18;

    /**
     * What the broker is to be.
     *
     * @param data folder of the broker's log and settings; made if missing, kept afterwards
     * @param port port for clients on 127.0.0.1
     * @param controllerPort port for the controller on 127.0.0.1
     * @param java the {@code java} program to run it with
     * @param classPath class path with Kafka and this module
     * @param jvmOptions options of its JVM, such as the size of its heap
     */
    public record Settings(
            Path data, int port, int controllerPort, Path java, String classPath, List<String> jvmOptions) {
        public Settings {
            data = data.toAbsolutePath();
            jvmOptions = List.copyOf(jvmOptions);
        }
    }

    private final Settings settings;

    private KafkaServer(Settings settings) {
        this.settings = settings;
    }

    /** Writes the broker's settings file. */
    public static KafkaServer prepare(Settings settings) throws IOException {
        Files.createDirectories(settings.data());
        KafkaServer server = new KafkaServer(settings);
        try (Writer writer = Files.newBufferedWriter(server.propertiesFile())) {
            server.brokerProperties().store(writer, null);
        }
        return server;
    }

    public Launch launch() {
        List<String> command = new ArrayList<>();
        command.add(settings.java().toString());
        command.addAll(settings.jvmOptions());
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", settings.classPath()));
        command.addAll(List.of(KafkaBroker.class.getName(), propertiesFile().toString()));
        return new Launch("kafka", settings.port(), command, List.of(), this::answers);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    private Path propertiesFile() {
        return settings.data().resolve("server.properties");
    }

    private Properties brokerProperties() {
        String broker = "127.0.0.1:" + settings.port();
        String controller = "127.0.0.1:" + settings.controllerPort();
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + broker);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", settings.data().resolve("log").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        // One small broker: the defaults would claim 128 MiB of heap for compaction alone.
        properties.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
        properties.setProperty("log.index.size.max.bytes", "1048576");
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "2");
        return properties;
    }

    /** Sends an ApiVersions request, version 0, as the Kafka protocol guide lays it out. */
    private boolean answers() {
        int correlation = 1;
        ByteBuffer request = ByteBuffer.allocate(14)
                .putInt(10)
                .putShort(API_VERSIONS)
                .putShort((short) 0)
                .putInt(correlation)
                .putShort((short) -1);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.array());
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(8);
            return answer.length == 8 && ByteBuffer.wrap(answer, 4, 4).getInt() == correlation;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.evently.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A Redis server on 127.0.0.1 that saves its data every minute and when it is stopped. */
public final class RedisServer {
    private static final int TIMEOUT_MILLIS = 500;

    private final Path data;
    private final int port;
    private final Path program;

    private RedisServer(Path data, int port, Path program) {
        this.data = data;
        this.port = port;
        this.program = program;
    }

    /**
     * Unpacks the program, if that has not been done.
     *
     * @param data folder of the server's snapshot; made if missing
     * @param binaries folder that server programs are unpacked into; may be shared
     * @param port port on 127.0.0.1
     */
    public static RedisServer prepare(Path data, Path binaries, int port) throws IOException {
        Files.createDirectories(data);
        Map<OsArchitecture, String> resources = ExecutableProvider.newProvidedVersionsMap();
        String resource = Objects.requireNonNull(resources.get(OsArchitecture.detectOSandArchitecture()));
        Path program = new Binaries(binaries).program("redis-server", resource.replaceFirst("^/", ""));
        return new RedisServer(data.toAbsolutePath(), port, program);
    }

    /**
     * How it is started.
     *
     * @param options further ones of the program, such as {@code --requirepass} and its value
     */
    public Launch launch(String... options) {
        List<String> command = Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port),
                                "--dir",
                                data.toString(),
                                "--save",
                                "60 1"),
                        Stream.of(options))
                .toList();
        return new Launch("redis", port, command, List.of(), this::answers);
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            // One that asks for a password is there as well.
            return Set.of("+PONG", "-NOAU").contains(new String(in.readNBytes(5), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.evently.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is looked at before anything is started, so that it fails with one message instead of half-way. */
final class Preflight {
    private static final long MEBIBYTE = 1024L * 1024;
    private static final long FIRST_START_MEBIBYTES = 600;
    private static final long LATER_START_MEBIBYTES = 100;
    private static final long SERVER_MEBIBYTES = 100;
    private static final int CONNECT_MILLIS = 200;

    private Preflight() {}

    /** Makes the data folder if it is missing, and fails if it cannot be written or has too little space. */
    static void prepareDataFolder(Path data, Databases databases) throws StartFailure {
        boolean first = !Files.exists(data.resolve(Databases.MAIN));
        try {
            Files.createDirectories(data);
            Path probe = Files.createTempFile(data, ".probe", null);
            Files.writeString(probe, "x".repeat(4096));
            Files.delete(probe);
        } catch (IOException e) {
            throw new StartFailure(
                    "The data folder %s cannot be written: %s. Choose another one with --data."
                            .formatted(data, reason(e)),
                    e);
        }
        long needed =
                first ? FIRST_START_MEBIBYTES + (databases.servers() - 1) * SERVER_MEBIBYTES : LATER_START_MEBIBYTES;
        long free = usableMebibytes(data);
        if (free < needed) {
            throw new StartFailure("The disk of the data folder %s has %d MiB left; a start needs %d MiB."
                    .formatted(data, free, needed));
        }
    }

    /** Fails if any of the ports is taken, and names each with the process that wants it. */
    static void requireFree(Map<Integer, String> wanted) throws StartFailure {
        List<String> taken = new ArrayList<>();
        wanted.forEach((port, name) -> {
            if (isTaken(port)) {
                taken.add("Port %d, which %s needs, is in use by another program.".formatted(port, name));
            }
        });
        if (!taken.isEmpty()) {
            throw new StartFailure(
                    String.join("\n", taken) + "\nEnd that program, or move all ports with --port-offset.");
        }
    }

    static boolean isTaken(int port) {
        // macOS lets a port be bound on one address while another program has it on all of them.
        return answers(port) || !canBind(port);
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static long usableMebibytes(Path data) throws StartFailure {
        try {
            return Files.getFileStore(data).getUsableSpace() / MEBIBYTE;
        } catch (IOException e) {
            throw new StartFailure("The disk of the data folder " + data + " cannot be read: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return kind.equals("IO") ? String.valueOf(e.getMessage()) : kind + " " + e.getMessage();
    }
}

package dev.evently.booking.sharding;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where PgBouncer is: installed, or unpacked out of Debian's packages into the build's folder, for which nobody has to be
 * root.
 *
 * @param libraries where its libraries are besides those of the system
 */
record PoolerProgram(Path file, Optional<Path> libraries) {

    private static final List<Path> INSTALLED =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));
    private static final Path UNPACKED = Path.of("target", "pgbouncer").toAbsolutePath();
    private static final List<String> PACKAGES = List.of("pgbouncer", "libc-ares2", "libevent-2.1-7");
    private static final long PATIENCE_SECONDS = 60;

    /** The installed one, or Debian's; empty where there is neither. */
    static Optional<PoolerProgram> find() {
        return INSTALLED.stream()
                .filter(Files::isExecutable)
                .map(file -> new PoolerProgram(file, Optional.empty()))
                .findFirst()
                .or(PoolerProgram::unpacked)
                .or(() -> fetched() ? unpacked() : Optional.empty());
    }

    /** What the command that starts it needs in its environment. */
    void describe(ProcessBuilder command) {
        libraries.ifPresent(folder -> command.environment().put("LD_LIBRARY_PATH", folder.toString()));
    }

    private static Optional<PoolerProgram> unpacked() {
        Path file = UNPACKED.resolve("usr/sbin/pgbouncer");
        Path libraries =
                UNPACKED.resolve("usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu");
        return Optional.of(new PoolerProgram(file, Optional.of(libraries)))
                .filter(found -> Files.isExecutable(found.file()));
    }

    private static boolean fetched() {
        try {
            Files.createDirectories(UNPACKED);
            List<String> download = new ArrayList<>(List.of("apt-get", "download"));
            download.addAll(PACKAGES);
            if (!succeeds(download)) {
                return false;
            }
            for (File archive :
                    Objects.requireNonNull(UNPACKED.toFile().listFiles((folder, name) -> name.endsWith(".deb")))) {
                if (!succeeds(List.of("dpkg-deb", "-x", archive.getName(), "."))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(UNPACKED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}

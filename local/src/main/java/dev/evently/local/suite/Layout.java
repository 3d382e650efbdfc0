package dev.evently.local.suite;

import dev.evently.embedded.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A service's jar taken apart, which starts faster than a jar in a jar, and beside it the JVM's cache of loaded and
 * linked classes. The folder is named after the jar's content, so a changed jar gets a new one and a suite that runs
 * from the old one is not disturbed.
 */
final class Layout {
    private static final int KEPT = 3;

    private final Path folder;
    private final String jarName;

    private Layout(Path folder, String jarName) {
        this.folder = folder;
        this.jarName = jarName;
    }

    /** Takes the jar apart unless that has been done. */
    static Layout of(Path jar) throws StartFailure, InterruptedException {
        Path layouts = jar.resolveSibling("local");
        try {
            Path folder = layouts.resolve(Long.toHexString(contentChecksum(jar)));
            if (!Files.isDirectory(folder)) {
                extract(jar, folder);
                deleteOldest(layouts);
            }
            return new Layout(folder, jar.getFileName().toString());
        } catch (IOException e) {
            throw new StartFailure("Cannot take apart " + jar + ": " + e.getMessage(), e);
        }
    }

    Path jar() {
        return folder.resolve(jarName);
    }

    /** The cache file for this JVM, whether or not it exists yet. */
    Path cache() {
        String jvm = System.getProperty("java.vm.version") + System.getProperty("os.arch");
        return folder.resolve("classes-" + jvm.replaceAll("[^A-Za-z0-9.]", "_") + ".aot");
    }

    /** What a run of the service in training leaves for the making of the cache. */
    Path recording() {
        return cache().resolveSibling("classes.recording");
    }

    /** Whether a cache is still to be made; after a failed attempt it is not tried again. */
    boolean lacksCache() {
        return !Files.exists(cache()) && !Files.exists(failedMark());
    }

    /** Marks that the cache could not be made. */
    void markFailed() throws IOException {
        Files.writeString(failedMark(), "");
    }

    private Path failedMark() {
        return cache().resolveSibling(cache().getFileName() + ".failed");
    }

    private static void extract(Path jar, Path folder) throws IOException, InterruptedException {
        Path layouts = Objects.requireNonNull(folder.getParent());
        Files.createDirectories(layouts);
        Path unfinished = Files.createTempDirectory(layouts, ".new");
        Process extraction = new ProcessBuilder(
                        Checkout.java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        unfinished.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(extraction.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (extraction.waitFor() != 0) {
            Folders.delete(unfinished);
            throw new IOException(output.strip());
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Folders.delete(unfinished);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** The names and checksums that the jar itself lists; the same for a rebuilt jar that has not changed. */
    private static long contentChecksum(Path jar) throws IOException {
        CRC32 checksum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String line = entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize() + '\n';
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return checksum.getValue();
    }

    private static void deleteOldest(Path layouts) throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> folders = Files.list(layouts)) {
            newestFirst = new ArrayList<>(folders.toList());
        }
        newestFirst.sort(Comparator.comparingLong(Layout::lastModified).reversed());
        for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            Folders.delete(old);
        }
    }

    private static long lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}

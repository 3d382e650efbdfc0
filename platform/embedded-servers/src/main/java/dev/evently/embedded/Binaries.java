package dev.evently.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The folder of unpacked server programs. Each archive is unpacked once, into a folder named after its checksum, and
 * appears there whole or not at all, so several processes may share the folder.
 */
final class Binaries {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path folder;

    Binaries(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Unpacks the tar.xz archive {@code resource} unless that has been done, and returns its root folder. */
    Path unpacked(String name, String resource) throws IOException {
        return once(name, resource, Binaries::untar);
    }

    /** Copies the program {@code resource} unless that has been done, and returns its file. */
    Path program(String name, String resource) throws IOException {
        return once(name, resource, (in, target) -> {
                    Path file = target.resolve(name);
                    Files.copy(in, file);
                    Files.setPosixFilePermissions(file, EXECUTABLE);
                })
                .resolve(name);
    }

    private interface Unpacking {
        void unpack(InputStream in, Path target) throws IOException;
    }

    private Path once(String name, String resource, Unpacking unpacking) throws IOException {
        URL url = Binaries.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException("No " + resource + " on the class path: its platform's artifact is missing");
        }
        URLConnection connection = url.openConnection();
        Path target = folder.resolve(name + "-" + Long.toHexString(checksum(connection)));
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(folder);
        Path unfinished = Files.createTempDirectory(folder, "." + name);
        try (InputStream in = connection.getInputStream()) {
            unpacking.unpack(in, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            boolean anotherWasFirst = e instanceof FileAlreadyExistsException || Files.isDirectory(target);
            Folders.delete(unfinished);
            if (!anotherWasFirst) {
                throw e;
            }
        }
        return target;
    }

    private static long checksum(URLConnection connection) throws IOException {
        return connection instanceof JarURLConnection jar
                ? Objects.requireNonNull(jar.getJarEntry()).getCrc()
                : connection.getContentLengthLong();
    }

    private static void untar(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Archive entry outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(file, EXECUTABLE);
                    }
                }
            }
        }
    }
}

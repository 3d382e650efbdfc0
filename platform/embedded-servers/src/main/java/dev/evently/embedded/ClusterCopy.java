package dev.evently.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Copies the files of a running database cluster between the start and the stop of a backup, as PostgreSQL's low-level
 * API for base backups describes it. Files may change and vanish meanwhile: the log that is replayed mends the copy.
 */
final class ClusterCopy {
    /** Folders whose content belongs to the server that runs, or comes over the replication connection. */
    private static final Set<String> WITHOUT_CONTENT = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** The last is a replica's, which a primary has that once was one. */
    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "backup_label",
            "tablespace_map",
            "pg_internal.init",
            PostgresReplica.PASSWORD_FILE);

    private static final Path CONTROL_FILE = Path.of("global", "pg_control");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private ClusterCopy() {}

    static void copy(Path cluster, Path target) throws IOException {
        Files.walkFileTree(cluster, visitor(cluster, target));
        // Last, so that it is not older than what it describes.
        copyFile(cluster.resolve(CONTROL_FILE), target.resolve(CONTROL_FILE));
    }

    private static FileVisitor<Path> visitor(Path cluster, Path target) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = cluster.relativize(folder);
                Files.createDirectory(target.resolve(relative), OWNER_ONLY);
                return WITHOUT_CONTENT.contains(relative.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = cluster.relativize(file);
                String name = String.valueOf(relative.getFileName());
                if (!LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp") && !relative.equals(CONTROL_FILE)) {
                    copyFile(file, target.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        };
    }

    private static void copyFile(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            if (Files.exists(from)) {
                throw e;
            }
        }
    }
}

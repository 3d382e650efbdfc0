package dev.evently.testing.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One of the places at which the test JVMs of a build run side by side: nobody else is in it until it is closed or its JVM
 * has ended, however that ends.
 *
 * @param name unlike that of any other lane, and the same for those who are in it one after the other
 */
record Lane(String name, FileLock lock) implements AutoCloseable {

    /** Takes the first lane that is free. */
    static Lane take(Path folder, String build) throws IOException {
        for (int number = 0; ; number++) {
            String name = build + "-" + number;
            FileChannel channel = FileChannel.open(
                    folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new Lane(name, lock);
                }
            } catch (OverlappingFileLockException e) {
                // This JVM is in it already.
            }
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}

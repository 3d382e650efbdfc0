package dev.evently.event.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica has followed its primary, told by positions in the log of both.
 *
 * <p>Times are those of {@link System#nanoTime()} on this machine, so no clock of a server matters. Not safe for use by
 * several threads.
 */
final class ReplayProgress {

    /** At a second each, a replica that is further behind than these reach is as good as one that never answered. */
    private static final int KEPT = 1_000;

    /** The end of the primary's log at a time: whatever was committed before that time lies before this position. */
    private record Position(long end, long at) {}

    private final Deque<Position> ahead = new ArrayDeque<>();
    private @Nullable Position reached;
    private long lastSeen;

    /** Notes that the primary, asked at a time or later, had written its log up to a position. */
    void primaryAt(long end, long at) {
        boolean idle = !ahead.isEmpty() && ahead.getLast().end() == end;
        if (idle || ahead.size() == KEPT) {
            ahead.removeLast();
        }
        ahead.addLast(new Position(end, at));
        lastSeen = at;
    }

    /** Notes up to where the replica had replayed. */
    void replicaAt(long replayed) {
        while (!ahead.isEmpty() && ahead.getFirst().end() <= replayed) {
            reached = ahead.removeFirst();
        }
    }

    /** The time before which every commit is to be seen on the replica; null while that is unknown. */
    @Nullable
    Long includesUntil() {
        return reached == null ? null : reached.at();
    }

    /** Nanoseconds by which the replica is behind at most, 0 when it has all; null while that is unknown. */
    @Nullable
    Long lag() {
        return reached == null ? null : lastSeen - reached.at();
    }
}

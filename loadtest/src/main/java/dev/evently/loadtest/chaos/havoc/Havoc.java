package dev.evently.loadtest.chaos.havoc;

import dev.evently.loadtest.chaos.crowd.Turns;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.suite.StartFailure;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Carries the rounds out while bookings are made. Bookings after the next round's moment wait until this one is over. */
public final class Havoc implements Turns {
    private final Suite suite;
    private final Suite.Settings settings;
    private final List<Round> rounds;
    private final Disks disks;
    private final Consumer<String> tell;
    private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
    private int begun;
    private int over;
    private boolean stopped;

    /**
     * @param disks those of the shards, archived if a round is to lose one
     */
    public Havoc(Suite suite, Suite.Settings settings, List<Round> rounds, Disks disks, Consumer<String> tell) {
        this.suite = suite;
        this.settings = settings;
        this.rounds = List.copyOf(rounds);
        this.disks = disks;
        this.tell = tell;
    }

    /** How often each was killed. */
    public synchronized Map<Victim, Integer> killed() {
        return new EnumMap<>(killed);
    }

    @Override
    public synchronized void await(int number) throws InterruptedException {
        long before = rounds.stream().filter(round -> round.after() <= number).count();
        while (over < before - 1 && !stopped) {
            wait();
        }
        begun = Math.max(begun, number + 1);
        notifyAll();
    }

    /** Ends when all rounds are over. */
    public void wreak() throws IOException, StartFailure, InterruptedException {
        try {
            if (rounds.stream().flatMap(round -> round.kills().stream()).anyMatch(Havoc::losesDisk)) {
                // While bookings are made: a backup of a server at rest would prove little.
                awaitBegun(1);
                tell.accept("Base backups of the shards: " + disks.backUp());
            }
            for (Round round : rounds) {
                awaitBegun(round.after());
                carryOut(round);
                roundIsOver();
            }
        } finally {
            stop();
        }
    }

    private synchronized void awaitBegun(int bookings) throws InterruptedException {
        while (begun < bookings) {
            wait();
        }
    }

    private synchronized void roundIsOver() {
        over++;
        notifyAll();
    }

    /** Nobody waits for a round that does not come. */
    private synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void carryOut(Round round) throws IOException, StartFailure, InterruptedException {
        for (Round.Kill kill : round.kills()) {
            pause(kill.delay());
            RunningProcess process = suite.process(kill.process())
                    .orElseThrow(() -> new IOException(kill.process() + " has ended by itself; see its log"));
            process.kill();
            count(kill.victim());
            if (losesDisk(kill)) {
                disks.lose(kill.process());
            }
            tell.accept("kill -9 " + kill.process() + (losesDisk(kill) ? ", and its disk is lost" : ""));
        }
        pause(round.away());
        long begin = System.nanoTime();
        for (Round.Kill kill : round.kills()) {
            if (losesDisk(kill)) {
                disks.restore(kill.process());
            }
        }
        suite.up(settings, () -> {});
        List<String> back = round.kills().stream().map(Round.Kill::process).toList();
        tell.accept(String.format(
                Locale.ROOT,
                "%s back after %.1f s away and %.1f s of starting",
                String.join(", ", back),
                round.away().toMillis() / 1e3,
                (System.nanoTime() - begin) / 1e9));
    }

    private static boolean losesDisk(Round.Kill kill) {
        return kill.victim() == Victim.SHARD_DISK;
    }

    private synchronized void count(Victim victim) {
        killed.merge(victim, 1, Integer::sum);
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}

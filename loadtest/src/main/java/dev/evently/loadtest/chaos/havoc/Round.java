package dev.evently.loadtest.chaos.havoc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One time that something dies and is brought back.
 *
 * @param after how many bookings have begun by then
 * @param kills what dies, one after the other
 * @param away how long it stays away before it is started again
 */
public record Round(int after, List<Kill> kills, Duration away) {
    private static final int LONGEST_DELAY_MILLIS = 1_500;
    private static final int LONGEST_AWAY_MILLIS = 5_000;
    /** The bookings are begun in as many parts as there are rounds, and one more, in which nothing dies any more. */
    private static final int CALM_PARTS = 1;

    /**
     * A process that dies.
     *
     * @param delay how long after the kill before, or after the round began
     */
    public record Kill(String process, Victim victim, Duration delay) {}

    public Round {
        kills = List.copyOf(kills);
    }

    /**
     * Rounds at random points, each victim in turn in random order; from the second time on, others may die with it.
     *
     * @param bookings how many bookings there will be
     * @param shards how many servers hold shards
     */
    public static List<Round> random(Random random, int rounds, int bookings, int shards, Set<Victim> victims) {
        List<Victim> order = new ArrayList<>();
        List<Round> all = new ArrayList<>();
        int part = bookings / (rounds + CALM_PARTS);
        for (int i = 0; i < rounds; i++) {
            if (order.isEmpty()) {
                order.addAll(victims);
                Collections.shuffle(order, random);
            }
            Victim first = order.removeFirst();
            List<Victim> dying = new ArrayList<>(List.of(first));
            if (i >= victims.size() && random.nextBoolean()) {
                Set<Victim> others = EnumSet.copyOf(victims);
                others.removeIf(other -> other == first || (other.isShard() && first.isShard()));
                others.stream()
                        .skip(random.nextInt(Math.max(1, others.size())))
                        .findFirst()
                        .ifPresent(dying::add);
            }
            List<Kill> kills = dying.stream()
                    .map(victim ->
                            new Kill(victim.process(random, shards), victim, millis(random, LONGEST_DELAY_MILLIS)))
                    .toList();
            int after = i * part + Math.max(1, part / 4 + random.nextInt(Math.max(1, part / 2)));
            all.add(new Round(after, kills, millis(random, LONGEST_AWAY_MILLIS)));
        }
        return all;
    }

    private static Duration millis(Random random, int most) {
        return Duration.ofMillis(random.nextInt(most));
    }
}

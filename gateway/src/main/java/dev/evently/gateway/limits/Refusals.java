package dev.evently.gateway.limits;

import java.util.Comparator;

/**
 * How often somebody was refused.
 *
 * @param subject the address, user or account; accounts stand there as a digest
 * @param route the route that was asked for, or {@code none}
 */
record Refusals(String tier, String subject, String route, long requests) implements Comparable<Refusals> {

    private static final Comparator<Refusals> MOST_FIRST = Comparator.comparingLong(Refusals::requests)
            .reversed()
            .thenComparing(Refusals::tier)
            .thenComparing(Refusals::subject)
            .thenComparing(Refusals::route);

    /** @param entry {@code <window>.<tier>:<subject> <route>} */
    static Refusals of(String entry, long requests) {
        int tier = entry.indexOf('.') + 1;
        int subject = entry.indexOf(':', tier) + 1;
        int route = entry.lastIndexOf(' ') + 1;
        return new Refusals(
                entry.substring(tier, subject - 1),
                entry.substring(subject, route - 1),
                entry.substring(route),
                requests);
    }

    @Override
    public int compareTo(Refusals other) {
        return MOST_FIRST.compare(this, other);
    }
}

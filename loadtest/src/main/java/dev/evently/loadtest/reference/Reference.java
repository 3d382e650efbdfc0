package dev.evently.loadtest.reference;

/**
 * What the same work does in the same database server without a suite around it.
 *
 * @param clients connections that did it at the same time
 * @param before units of work in a second right before the load
 * @param after and right after it
 */
public record Reference(int clients, double before, double after) {
    public double mean() {
        return (before + after) / 2;
    }

    public double ratio(double perSecond) {
        return perSecond / mean();
    }
}

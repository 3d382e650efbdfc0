package dev.evently.analytics.sales;

import java.time.Instant;
import java.util.UUID;

/** The figures that can be had of the sales. Money is in minor units; what was given back is deducted where it was sold. */
public final class SalesFigures {

    private SalesFigures() {}

    /** What was sold in the hour that begins at {@code hour}. */
    public record HourSales(Instant hour, long sold, long revenue) {}

    public record Funnel(long held, long paid) {}

    public record Totals(long bookings, long customers) {}

    public record Revenue(long amount, String currency) {}

    /** An event among those that sell best. */
    public record EventRank(UUID eventId, long bookings, long revenue, String currency) {}
}

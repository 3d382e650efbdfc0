package dev.evently.loadtest.sale;

/** What the buyers of one event were told. Used on the generator's event loop, and read when it has ended. */
public final class Told {
    private long held;
    private long sold;
    private long openHolds;
    private long openSales;

    public void held() {
        held++;
    }

    public void sold() {
        sold++;
    }

    /** A hold without an answer, or with one that leaves open whether it was made. */
    public void perhapsHeld() {
        openHolds++;
    }

    /** The same for a payment. */
    public void perhapsSold() {
        openSales++;
    }

    public long holds() {
        return held;
    }

    public long sales() {
        return sold;
    }

    /**
     * What is wrong with the suite's account of the event.
     *
     * @param before the account before the first of these requests; holds that it counts may have expired since
     * @return empty if all is right
     */
    String contradiction(Places before, Places after) {
        if (!after.balanced()) {
            return "not balanced: " + after;
        }
        long taken = after.taken() - before.taken();
        if (taken > held + openHolds || taken < held - before.held()) {
            return "%d holds were answered, %d more left open, and %d more places are taken"
                    .formatted(held, openHolds, taken);
        }
        long newlySold = after.sold() - before.sold();
        if (newlySold < sold || newlySold > sold + openSales) {
            return "%d payments were answered, %d more left open, and %d more places are sold"
                    .formatted(sold, openSales, newlySold);
        }
        return "";
    }
}

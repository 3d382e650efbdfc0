package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Shards;
import java.time.Clock;

/** The inventory's use cases around fakes, for tests of other features. */
public record SaleDesk(Ledger ledger, KeepInventory keepInventory) {

    public SaleDesk(Shards shards, SaleEvents events, Quotas quotas, Clock clock) {
        this(new Ledger(quotas), new KeepInventory(shards, events, quotas, clock));
    }
}

package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.Quota;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.ViewInventory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The account of an event's quotas, to its team.
 *
 * @param balanced whether every quota is what its ledger entries sum up to
 * @param asOf when all of these figures were true together
 */
record InventoryResponse(
        UUID eventId, long version, SaleEvent.Status status, List<OfQuota> quotas, boolean balanced, Instant asOf) {

    /**
     * One quota.
     *
     * @param wantedCapacity what was asked for; lower than {@code capacity} while more places than that are taken
     * @param balance the capacity less all places that are accounted for: zero
     * @param ledgerBalanced whether its ledger entries sum up to these figures
     */
    record OfQuota(
            UUID quotaId,
            String name,
            int capacity,
            int wantedCapacity,
            int available,
            int held,
            int sold,
            int blocked,
            int balance,
            boolean ledgerBalanced) {

        static OfQuota of(ViewInventory.Account account, Quota quota) {
            return new OfQuota(
                    quota.id(),
                    quota.name(),
                    quota.capacity(),
                    quota.wantedCapacity(),
                    quota.available(),
                    quota.held(),
                    quota.sold(),
                    quota.blocked(),
                    quota.capacity() - quota.available() - quota.held() - quota.sold() - quota.blocked(),
                    account.balanced(quota));
        }
    }

    static InventoryResponse of(ViewInventory.Account account) {
        SaleEvent event = account.inventory().event();
        List<Quota> quotas = account.inventory().quotas();
        return new InventoryResponse(
                event.id(),
                event.version(),
                event.status(),
                quotas.stream().map(quota -> OfQuota.of(account, quota)).toList(),
                quotas.stream().allMatch(account::balanced),
                account.asOf());
    }
}

package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacesOpenedTests {

    private static final Instant NOW = Instant.parse("2027-01-15T10:12:00Z");
    private static final UUID HALL = new UUID(0, 1);
    private static final UUID REDUCED = new UUID(0, 2);

    private final Product full = product(1, true, HALL);
    private final Product reduced = product(2, true, HALL, REDUCED);
    private final Product withdrawn = product(3, false, HALL);

    @Test
    void countsForEachProductWhatItsScarcestQuotaLetsThrough() {
        Inventory before = inventory(List.of(full, reduced, withdrawn), 2, 1);

        assertThat(opened(before, inventory(List.of(full, reduced, withdrawn), 12, 1)))
                .isEqualTo(Map.of(full.id(), 10));
        assertThat(opened(before, inventory(List.of(full, reduced, withdrawn), 5, 4)))
                .isEqualTo(Map.of(full.id(), 3, reduced.id(), 3));
        assertThat(opened(before, inventory(List.of(full, reduced, withdrawn), 2, 9)))
                .isEqualTo(Map.of(reduced.id(), 1));
    }

    @Test
    void isNothingWhenNoProductHasMoreThanBefore() {
        Inventory before = inventory(List.of(full, reduced), 2, 1);

        assertThat(PlacesOpened.between(new Bucket(1), before, before, PlacesOpened.Reason.CAPACITY_RAISED, NOW))
                .isEmpty();
        assertThat(PlacesOpened.between(
                        new Bucket(1),
                        before,
                        inventory(List.of(full, reduced), 1, 0),
                        PlacesOpened.Reason.CAPACITY_RAISED,
                        NOW))
                .isEmpty();
    }

    @Test
    void leavesProductsOutThatNobodyCanHaveWaitedFor() {
        Inventory before = inventory(List.of(full), 2, 1);

        assertThat(opened(before, inventory(List.of(full, reduced), 3, 3))).isEqualTo(Map.of(full.id(), 1));
    }

    private static Map<UUID, Integer> opened(Inventory before, Inventory after) {
        Optional<PlacesOpened> opened =
                PlacesOpened.between(new Bucket(1), before, after, PlacesOpened.Reason.UNBLOCKED, NOW);
        return opened.orElseThrow().byProduct();
    }

    private static Product product(int number, boolean onSale, UUID... quotas) {
        return new Product(new UUID(1, number), "Standing", 4_500, 4, onSale, Set.of(quotas), null);
    }

    private static Inventory inventory(List<Product> products, int hall, int reducedPlaces) {
        SaleEvent event = new SaleEvent(
                new UUID(2, 2),
                new UUID(2, 3),
                1,
                SaleEvent.Status.ON_SALE,
                "Northern Lights Orchestra",
                null,
                NOW.plusSeconds(3_600),
                NOW.plusSeconds(7_200),
                ZoneOffset.UTC,
                "EUR",
                null);
        return new Inventory(
                event,
                products,
                List.of(Quota.open(HALL, "Hall", hall), Quota.open(REDUCED, "Reduced", reducedPlaces)));
    }
}

package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evently.booking.seat.InMemorySeats;
import dev.evently.booking.sharding.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTests {

    private static final Bucket BUCKET = new Bucket(1);
    private static final UUID EVENT = UUID.randomUUID();
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID TWO = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2027-01-15T10:12:00Z");

    private static final SaleEvent SALE = new SaleEvent(
            EVENT,
            UUID.randomUUID(),
            1,
            SaleEvent.Status.ON_SALE,
            "Northern Lights Orchestra",
            null,
            NOW.plus(Duration.ofDays(1)),
            NOW.plus(Duration.ofDays(2)),
            ZoneOffset.UTC,
            "EUR",
            null);

    private final InMemoryQuotas quotas = new InMemoryQuotas();
    private final Ledger ledger = new Ledger(quotas, new InMemorySeats());

    @BeforeEach
    void open() {
        for (UUID id : List.of(ONE, TWO)) {
            Quota quota = Quota.open(id, "Standing", 5);
            quotas.insert(BUCKET, EVENT, quota);
            quotas.append(List.of(new LedgerEntry(
                    BUCKET, EVENT, id, null, LedgerReason.OPENED, LedgerEntry.Change.opening(quota), NOW)));
        }
    }

    @Test
    void writesEveryMovementDown() {
        assertThat(hold(places(Map.of(ONE, 2, TWO, 1)))).isTrue();
        ledger.sell(List.of(places(Map.of(ONE, 2))), NOW);
        assertThat(ledger.releaseHeld(List.of(places(Map.of(TWO, 1))), LedgerReason.EXPIRED, NOW))
                .isTrue();
        assertThat(ledger.releaseSold(places(Map.of(ONE, 1)), LedgerReason.REFUNDED, NOW))
                .isTrue();

        assertThat(quotas.get(ONE)).isEqualTo(new Quota(ONE, "Standing", 5, 5, 4, 0, 1, 0, false));
        assertThat(quotas.get(TWO)).isEqualTo(new Quota(TWO, "Standing", 5, 5, 5, 0, 0, 0, false));
        assertThat(quotas.unbalanced(Set.of(BUCKET))).isZero();
        assertThat(quotas.reasons())
                .containsExactly(
                        LedgerReason.OPENED,
                        LedgerReason.OPENED,
                        LedgerReason.HELD,
                        LedgerReason.HELD,
                        LedgerReason.SOLD,
                        LedgerReason.EXPIRED,
                        LedgerReason.REFUNDED);
    }

    @Test
    void holdsAllOrNothing() {
        assertThat(hold(places(Map.of(ONE, 5, TWO, 6)))).isFalse();

        assertThat(quotas.get(ONE).available()).isEqualTo(5);
        assertThat(quotas.reasons()).containsOnly(LedgerReason.OPENED);
    }

    @Test
    void writesWhatManyBookingsTookTogether() {
        Stock stock = stock();

        assertThat(stock.take(places(Map.of(ONE, 3)))).isTrue();
        assertThat(stock.take(places(Map.of(ONE, 3)))).isFalse();
        assertThat(stock.take(places(Map.of(ONE, 2, TWO, 1)))).isTrue();
        ledger.hold(List.of(stock), NOW);

        assertThat(quotas.get(ONE)).isEqualTo(new Quota(ONE, "Standing", 5, 5, 0, 5, 0, 0, false));
        assertThat(quotas.get(TWO)).isEqualTo(new Quota(TWO, "Standing", 5, 5, 4, 1, 0, 0, false));
        assertThat(quotas.unbalanced(Set.of(BUCKET))).isZero();
    }

    @Test
    void sellsPlacesOfManyBookingsTogether() {
        hold(places(Map.of(ONE, 2)));
        hold(places(Map.of(ONE, 1, TWO, 3)));

        ledger.sell(List.of(places(Map.of(ONE, 2)), places(Map.of(ONE, 1, TWO, 3))), NOW);

        assertThat(quotas.get(ONE)).isEqualTo(new Quota(ONE, "Standing", 5, 5, 2, 0, 3, 0, false));
        assertThat(quotas.get(TWO)).isEqualTo(new Quota(TWO, "Standing", 5, 5, 2, 0, 3, 0, false));
        assertThat(quotas.unbalanced(Set.of(BUCKET))).isZero();
    }

    @Test
    void givesPlacesOfManyBookingsBackTogether() {
        hold(places(Map.of(ONE, 2)));
        hold(places(Map.of(ONE, 1, TWO, 3)));

        ledger.releaseHeld(List.of(places(Map.of(ONE, 2)), places(Map.of(ONE, 1, TWO, 3))), LedgerReason.EXPIRED, NOW);

        assertThat(quotas.get(ONE).available()).isEqualTo(5);
        assertThat(quotas.get(TWO).available()).isEqualTo(5);
        assertThat(quotas.unbalanced(Set.of(BUCKET))).isZero();
    }

    @Test
    void putsNothingOfAClosedEventOnSaleAgain() {
        hold(places(Map.of(ONE, 2)));
        Quota closed = quotas.get(ONE).close();
        quotas.update(BUCKET, EVENT, closed);

        assertThat(ledger.releaseHeld(List.of(places(Map.of(ONE, 2))), LedgerReason.CANCELLED, NOW))
                .isFalse();
        assertThat(quotas.get(ONE).blocked()).isEqualTo(5);
    }

    @Test
    void keepsEventsApart() {
        Places other =
                new Places(BUCKET, UUID.randomUUID(), UUID.randomUUID(), new TreeMap<>(Map.of(ONE, 1)), Set.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ledger.releaseHeld(List.of(places(Map.of(ONE, 1)), other), LedgerReason.EXPIRED, NOW));
    }

    /** Holds places for one booking. */
    private boolean hold(Places places) {
        Stock stock = stock();
        boolean taken = stock.take(places);
        ledger.hold(List.of(stock), NOW);
        return taken;
    }

    private static Places places(Map<UUID, Integer> byQuota) {
        return new Places(BUCKET, EVENT, UUID.randomUUID(), new TreeMap<>(byQuota), Set.of());
    }

    private Stock stock() {
        return new Stock(new Inventory(SALE, List.of(), quotas.all()), () -> {
            throw new IllegalStateException("No seat is numbered here");
        });
    }
}

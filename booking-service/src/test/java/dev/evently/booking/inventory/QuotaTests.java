package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuotaTests {

    private static final UUID ID = UUID.randomUUID();

    @Test
    void opensWithEverythingAvailable() {
        assertThat(Quota.open(ID, "Standing", 100)).isEqualTo(quota(100, 100, 100, 0, 0, 0));
    }

    @Test
    void cannotBeOutOfBalance() {
        assertThatIllegalArgumentException().isThrownBy(() -> quota(100, 100, 99, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> quota(100, 100, 101, -1, 0, 0));
    }

    @Test
    void takesPlacesBackFromHoldsAndSales() {
        assertThat(quota(10, 10, 2, 5, 3, 0).releaseHeld(4)).isEqualTo(quota(10, 10, 6, 1, 3, 0));
        assertThat(quota(10, 10, 2, 5, 3, 0).releaseSold(3)).isEqualTo(quota(10, 10, 5, 5, 0, 0));
    }

    @Test
    void growsAtOnce() {
        assertThat(quota(10, 10, 2, 5, 3, 0).resize("Standing", 15)).isEqualTo(quota(15, 15, 7, 5, 3, 0));
    }

    @Test
    void shrinksAsFarAsPlacesAreFreeAndTheRestAsTheyComeBack() {
        Quota shrunk = quota(10, 10, 2, 5, 3, 0).resize("Standing", 4);
        assertThat(shrunk).isEqualTo(quota(8, 4, 0, 5, 3, 0));

        Quota after = shrunk.releaseHeld(3);
        assertThat(after).isEqualTo(quota(5, 4, 0, 2, 3, 0));

        assertThat(after.releaseHeld(2)).isEqualTo(quota(4, 4, 1, 0, 3, 0));
    }

    @Test
    void countsBlockedPlacesAsTaken() {
        assertThat(quota(10, 10, 2, 0, 3, 5).resize("Standing", 0)).isEqualTo(quota(8, 0, 0, 0, 3, 5));
    }

    @Test
    void sellsNothingOnceClosed() {
        Quota closed = quota(10, 10, 2, 5, 3, 0).close();
        assertThat(closed).isEqualTo(new Quota(ID, "Standing", 10, 10, 0, 5, 3, 2, true));

        assertThat(closed.releaseHeld(5)).isEqualTo(new Quota(ID, "Standing", 10, 10, 0, 0, 3, 7, true));
        assertThat(closed.releaseSold(3)).isEqualTo(new Quota(ID, "Standing", 10, 10, 0, 5, 0, 5, true));
    }

    private static Quota quota(int capacity, int wanted, int available, int held, int sold, int blocked) {
        return new Quota(ID, "Standing", capacity, wanted, available, held, sold, blocked, false);
    }
}

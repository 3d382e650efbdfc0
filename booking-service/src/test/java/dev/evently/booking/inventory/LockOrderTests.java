package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LockOrderTests {

    /** The database compares ids byte by byte, which is how their text sorts too. */
    @Test
    void sortsIdsAsTheDatabaseDoes() {
        Random random = new Random(3);
        List<UUID> ids = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(1_000)
                .toList();

        assertThat(ids.stream().sorted(LockOrder.IDS).map(UUID::toString).toList())
                .isEqualTo(ids.stream().map(UUID::toString).sorted().toList());
    }
}

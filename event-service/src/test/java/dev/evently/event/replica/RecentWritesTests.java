package dev.evently.event.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentWritesTests {

    private final RecentWrites writes = new RecentWrites(2);
    private final long now = System.nanoTime();

    @Test
    void asksNothingOfReadersWhoHaveNotWritten() {
        writes.add("ada", now);

        assertThat(writes.requiredBy("ben")).isLessThan(now);
        assertThat(writes.requiredBy(null)).isLessThan(now);
    }

    @Test
    void asksForTheLatestWriteOfACaller() {
        writes.add("ada", now + 10);
        writes.add("ada", now);

        assertThat(writes.requiredBy("ada")).isEqualTo(now + 10);
    }

    @Test
    void breaksNoPromiseWhenThereAreMoreWritersThanItRemembers() {
        writes.add("ada", now);
        writes.add("ben", now + 1);
        writes.add("cleo", now + 2);

        assertThat(writes.requiredBy("ada")).isGreaterThanOrEqualTo(now);
        assertThat(writes.requiredBy("ben")).isGreaterThanOrEqualTo(now + 1);
        assertThat(writes.requiredBy("cleo")).isEqualTo(now + 2);
    }

    @Test
    void forgetsWhatEveryReplicaIncludes() {
        writes.add("ada", now);
        writes.forgetBefore(now + 1);

        assertThat(writes.requiredBy("ada")).isLessThan(now);
    }
}

package dev.evently.event.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayProgressTests {

    private final ReplayProgress progress = new ReplayProgress();

    @Test
    void isUnknownUntilTheReplicaReachesAPositionOfThePrimary() {
        progress.primaryAt(100, 1_000);
        progress.replicaAt(99);

        assertThat(progress.includesUntil()).isNull();
        assertThat(progress.lag()).isNull();
    }

    @Test
    void includesWhatWasCommittedBeforeThePositionItHasReached() {
        progress.primaryAt(100, 1_000);
        progress.primaryAt(200, 2_000);
        progress.primaryAt(300, 3_000);
        progress.replicaAt(250);

        assertThat(progress.includesUntil()).isEqualTo(2_000);
        assertThat(progress.lag()).isEqualTo(1_000);
    }

    @Test
    void isNotBehindAPrimaryThatWritesNothing() {
        progress.primaryAt(100, 1_000);
        progress.replicaAt(100);
        progress.primaryAt(100, 9_000);
        progress.replicaAt(100);

        assertThat(progress.includesUntil()).isEqualTo(9_000);
        assertThat(progress.lag()).isZero();
    }

    @Test
    void fallsBehindWhileItStandsStill() {
        progress.primaryAt(100, 1_000);
        progress.replicaAt(100);
        for (int i = 0; i < 5_000; i++) {
            progress.primaryAt(200 + i, 2_000 + i);
            progress.replicaAt(100);
        }

        assertThat(progress.includesUntil()).isEqualTo(1_000);
        assertThat(progress.lag()).isEqualTo(5_999);
    }

    @Test
    void catchesUpAtOnce() {
        progress.primaryAt(100, 1_000);
        progress.primaryAt(200, 2_000);
        progress.replicaAt(777);

        assertThat(progress.includesUntil()).isEqualTo(2_000);
        assertThat(progress.lag()).isZero();
    }
}

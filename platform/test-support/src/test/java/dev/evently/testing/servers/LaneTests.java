package dev.evently.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneTests {

    @TempDir
    Path folder;

    @Test
    void takesOneThatNobodyIsIn() throws Exception {
        try (Lane one = Lane.take(folder, "4711");
                Lane other = Lane.take(folder, "4711")) {
            assertThat(other.name()).isNotEqualTo(one.name());
        }
    }

    @Test
    void takesOneThatWasLeft() throws Exception {
        String left;
        try (Lane one = Lane.take(folder, "4711")) {
            left = one.name();
        }
        try (Lane next = Lane.take(folder, "4711")) {
            assertThat(next.name()).isEqualTo(left);
        }
    }

    @Test
    void sharesNoneWithAnotherBuild() throws Exception {
        try (Lane one = Lane.take(folder, "4711");
                Lane other = Lane.take(folder, "4712")) {
            assertThat(other.name()).isNotEqualTo(one.name());
        }
    }
}

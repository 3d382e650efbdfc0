package dev.evently.loadtest.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class InTurnsTests {

    @Test
    void setsEachPartBesideWhatWasAroundIt() {
        InTurns turns = new InTurns(List.of(50.0, 30.0, 10.0), List.of(20.0, 10.0));

        assertThat(turns.ratios()).containsExactly(0.5, 0.5);
        assertThat(turns.ratio()).isEqualTo(0.5);
    }

    @Test
    void takesTheRatioInTheMiddle() {
        assertThat(new InTurns(List.of(1.0, 1.0, 1.0, 1.0), List.of(0.9, 0.1, 0.8)).ratio())
                .isEqualTo(0.8);
        assertThat(new InTurns(List.of(1.0, 1.0, 1.0), List.of(0.5, 1.0)).ratio())
                .isEqualTo(0.75);
    }

    @Test
    void needsAReferenceBeforeAndAfterEachPart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InTurns(List.of(1.0), List.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new InTurns(List.of(1.0), List.of()));
    }
}

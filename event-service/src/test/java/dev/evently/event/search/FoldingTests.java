package dev.evently.event.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTests {

    @ParameterizedTest
    @CsvSource({
        "Z\u00fcrich, zurich",
        "' S\u00e3o   Paulo ', sao paulo",
        "\u0130STANBUL, istanbul",
        "\u6771\u4eac, \u6771\u4eac"
    })
    void takesNamesForTheSameThatPeopleDo(String name, String folded) {
        assertThat(Folding.fold(name)).isEqualTo(folded);
    }
}

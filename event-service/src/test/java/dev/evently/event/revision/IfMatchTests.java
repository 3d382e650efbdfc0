package dev.evently.event.revision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IfMatchTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
            absent | true
            * | true
            "3" | true
            "2", "3" | true
            "2","3" | true
            "2" | false
            W/"3" | false
            3 | false
            ' ' | false
            , | false
            """)
    void admitsTheVersionThatWasMeant(String header, boolean admitted) {
        assertThat(IfMatch.of(header).admits(3)).isEqualTo(admitted);
    }
}

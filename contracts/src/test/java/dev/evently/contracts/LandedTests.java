package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What readers build on stays as it is, and is written down as soon as it is promised. */
class LandedTests {

    private final Map<String, JsonNode> landed = Landed.written();
    private final Map<String, JsonNode> contracts = Landed.contracts();

    @Test
    void noContractBreaksWhoReadsItAlready() throws IOException {
        List<String> breakages = Breakages.between(landed, contracts, Landed.retired());
        Landed.leave(breakages.isEmpty() ? contracts : Map.of());

        assertThat(breakages)
                .as(
                        "changes that break who reads these records today. Publish a type of the next version beside the old one;"
                                + " see contracts/landed/README.md")
                .isEmpty();
    }

    @Test
    void everyPromiseIsWrittenDown() throws IOException {
        if (Breakages.between(landed, contracts, Landed.retired()).isEmpty()) {
            Landed.leave(contracts);

            assertThat(contracts.keySet().stream()
                            .filter(topic -> !Objects.equals(contracts.get(topic), landed.get(topic))))
                    .as(
                            "topics that promise more than contracts/landed has of them, which breaks nobody. Write it down:"
                                    + " cp contracts/target/landed/*.json contracts/landed/")
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrittenDownWasNotRewritten() {
        Map<String, Map<String, JsonNode>> before = Landed.inGit();
        assumeFalse(before.isEmpty(), "Git tells nothing of the commits before");

        assertThat(before)
                .allSatisfy((commit, written) -> assertThat(Breakages.between(written, landed, Landed.retired()))
                        .as("promises that %s wrote down and that are no longer kept", commit)
                        .isEmpty());
    }

    @Test
    void letsATypeGoOnlyWhereItSaysWhoHasConfirmedThat() {
        assertThat(Landed.retired("# reporting, 2 May\nA.v1\n\n# nobody reads it, says search\nB.v1\n"))
                .containsExactlyInAnyOrder("A.v1", "B.v1");
        assertThatIllegalArgumentException().isThrownBy(() -> Landed.retired("A.v1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Landed.retired("# reporting, 2 May\nA.v1\nB.v1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Landed.retired("#\nA.v1"));
    }

    /** Or a typing error would let a type go that others read. */
    @Test
    void retiresNothingThatIsStillSent() {
        Set<String> sent = ContractFiles.typesWithSchema();

        assertThat(Landed.retired()).doesNotContainAnyElementsOf(sent);
    }
}

package dev.evently.loadtest.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanLogTests {
    private static final String INDEX = """
            2026-11-21 17:02:03.004 UTC [42] LOG:  duration: 0.250 ms  plan:
            \t{
            \t  "Query Text": "SELECT * FROM booking\\nWHERE bucket = $1 AND id IN ($2, $3)",
            \t  "Plan": {"Node Type": "Index Scan", "Index Name": "booking_pkey", "Relation Name": "booking",
            \t    "Actual Loops": 1, "Shared Hit Blocks": 4, "Shared Read Blocks": 1}
            \t}
            2026-11-21 17:02:03.005 UTC [43] LOG:  checkpoint starting: time
            """;
    private static final String SCAN = """
            2026-11-21 17:02:03.006 UTC [42] LOG:  duration: 90.000 ms  plan:
            \t{
            \t  "Query Text": "SELECT * FROM booking WHERE bucket = $1 AND id IN ($2)",
            \t  "Plan": {"Node Type": "Limit", "Actual Loops": 1, "Shared Hit Blocks": 900, "Shared Read Blocks": 100,
            \t    "Plans": [{"Node Type": "Seq Scan", "Relation Name": "booking", "Actual Loops": 1}]}
            \t}
            """;

    @TempDir
    Path folder;

    @Test
    void readsCostOfEachStatement() throws Exception {
        Cost cost = costs(INDEX + INDEX).values().iterator().next();

        assertThat(cost.executions()).isEqualTo(2);
        assertThat(cost.p95Millis()).isEqualTo(0.25);
        assertThat(cost.p95Pages()).isEqualTo(5);
        assertThat(cost.plan()).isEqualTo("Index booking_pkey");
        assertThat(cost.readFromBeginningToEnd()).isEmpty();
    }

    @Test
    void readsFromThePositionOn() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), INDEX + SCAN);

        assertThat(PlanLog.read(log, INDEX.length()).values())
                .singleElement()
                .extracting(Cost::p95Pages)
                .isEqualTo(1_000.0);
    }

    @Test
    void statementIsTheSameForAnyNumberOfParameters() {
        assertThat(PlanLog.normal("SELECT 1 WHERE id IN ($1, $2, $3)"))
                .isEqualTo(PlanLog.normal("SELECT 1\n WHERE id IN ($4)"));
        assertThat(PlanLog.normal("INSERT INTO t VALUES ($1, $2),($3, $4)"))
                .isEqualTo(PlanLog.normal("INSERT INTO t VALUES ($1, $2),($3, $4),($5, $6)"));
    }

    @Test
    void findsScanOfBigTableAndGrowth() throws Exception {
        Map<String, Cost> small = costs(INDEX);
        Map<String, Cost> big = Map.of(
                small.keySet().iterator().next(),
                costs(SCAN).values().iterator().next());

        assertThat(new Comparison(small, big, Set.of("booking")).flaws()).hasSize(2);
        assertThat(new Comparison(small, small, Set.of("booking")).flaws()).isEmpty();
    }

    private Map<String, Cost> costs(String text) throws Exception {
        return PlanLog.read(Files.writeString(folder.resolve("log"), text), 0);
    }
}

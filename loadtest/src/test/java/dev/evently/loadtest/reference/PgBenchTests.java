package dev.evently.loadtest.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PgBenchTests {

    private static final String REPORT = """
            pgbench (15.14 (Debian 15.14-0+deb12u1), server 18.0)
            transaction type: holds.sql
            scaling factor: 1
            query mode: prepared
            number of clients: 8
            number of transactions actually processed: 16964
            number of failed transactions: 0 (0.000%)
            latency average = 4.714 ms
            initial connection time = 37.250 ms
            tps = 1696.972214 (without initial connection time)
            """;

    @Test
    void readsTheRate() throws IOException {
        assertThat(PgBench.rate(REPORT)).isEqualTo(1696.972214);
    }

    @Test
    void refusesARunInWhichATransactionFailed() {
        String failed = REPORT.replace("failed transactions: 0", "failed transactions: 3");

        assertThatThrownBy(() -> PgBench.rate(failed)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatIsNoReport() {
        assertThatThrownBy(() -> PgBench.rate("pgbench: error: connection refused"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection refused");
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void hasAScriptForEveryWorkload(Workload workload) throws IOException {
        assertThat(workload.script()).contains("BEGIN;", "UPDATE quota", "INSERT INTO ledger", "COMMIT;");
    }
}

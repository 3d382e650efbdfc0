package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTests {

    private static final Path TESTS = Path.of("src/test/resources/alerts.test.yaml");

    private static final String PROMTOOL = "promtool";
    private static final Pattern TESTED = Pattern.compile("alertname=\"([A-Za-z]+)\"");

    @Test
    void hasRunbookForEachAlertAndNoOther() throws IOException {
        Set<String> runbooks = new TreeSet<>();
        try (Stream<Path> files = Files.list(Monitoring.RUNBOOKS)) {
            files.forEach(file -> runbooks.add(file.getFileName().toString()));
        }
        runbooks.remove("README.md");

        assertThat(runbooks)
                .containsExactlyInAnyOrderElementsOf(Monitoring.alerts().stream()
                        .map(Monitoring.Alert::runbook)
                        .collect(Collectors.toSet()));
    }

    @Test
    void tellsInEachRunbookWhatToDo() throws IOException {
        for (Monitoring.Alert alert : Monitoring.alerts()) {
            assertThat(Files.readString(Monitoring.RUNBOOKS.resolve(alert.runbook())))
                    .as(alert.runbook())
                    .startsWith("# " + alert.name() + "\n")
                    .contains("## Meaning", "## Impact", "## First look", "## What to do", "## Over when");
        }
    }

    @Test
    void tellsWithEachAlertHowBadItIsAndWhereToRead() {
        assertThat(Monitoring.alerts()).allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("critical", "warning");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations()).containsEntry("runbook_url", "docs/runbooks/" + alert.runbook());
        });
    }

    @Test
    void hasDashboardsWithNamesOfTheirOwn() {
        assertThat(Monitoring.dashboards()).containsOnlyKeys("data.json", "edge.json", "sale.json", "service.json");
        assertThat(Monitoring.dashboards().values())
                .extracting(board -> board.path("uid").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    void testsEachAlert() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(TESTED.matcher(tests).results().map(match -> match.group(1)).collect(Collectors.toSet()))
                .isEqualTo(Monitoring.alertNames());
    }

    @Test
    void raisesEachAlertWhenItShouldAndNotBefore(@TempDir Path folder) throws Exception {
        Path promtool = Monitoring.program(PROMTOOL).orElse(null);
        Assumptions.assumeTrue(promtool != null, "The rules are not tried: there is no promtool (Debian: prometheus)");
        List<Path> rules = Monitoring.writeRules(folder);
        Path tests = Files.copy(TESTS, folder.resolve("alerts.test.yaml"));

        for (Path file : rules) {
            assertSucceeds(PROMTOOL, "check", "rules", file.toString());
        }
        assertSucceeds(PROMTOOL, "test", "rules", tests.toString());
    }

    @Test
    void readsWhatAnExpressionAsksFor() {
        PromQl read = PromQl.of("""
                histogram_quantile(0.95, sum by (le, uri) (rate(a_bucket{x="sum(b)",uri!~"/h.*|{}"}[$__rate_interval])))
                  / ignoring(le) max(c) > 14.4 * 0.001 and d:ratio_rate5m offset 5m unless absent(up{job="e"} == 1)
                """);

        assertThat(read.metrics())
                .isEqualTo(Map.of(
                        "a_bucket",
                        Set.of("x", "uri"),
                        "c",
                        Set.of(),
                        "d:ratio_rate5m",
                        Set.of(),
                        "up",
                        Set.of("job")));
        assertThat(read.groupedBy()).containsExactlyInAnyOrder("le", "uri");
    }

    private static void assertSucceeds(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}

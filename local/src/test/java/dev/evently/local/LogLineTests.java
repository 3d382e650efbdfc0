package dev.evently.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTests {

    @Test
    void tellsWhatAServiceWroteAsAPersonReadsIt() {
        String line = """
                {"@timestamp":"2026-11-22T17:00:00.123Z","log":{"level":"WARN","logger":"dev.evently.booking.PlaceHold"},\
                "process":{"pid":1,"thread":{"name":"main"}},"service":{"name":"booking-service"},"message":"It \\"waits\\"",\
                "trace":{"id":"0af7651916cd43dd8448eb211c80319c"},"error":{"type":"x.Y","stack_trace":"x.Y: no\\n\\tat x.Z\\n"},\
                "ecs":{"version":"8.11"}}""";

        assertThat(LogLine.readable(line).lines())
                .containsExactly(
                        "2026-11-22T17:00:00.123Z WARN  PlaceHold: It \"waits\" [0af7651916cd43dd8448eb211c80319c]",
                        "x.Y: no",
                        "\tat x.Z");
    }

    @Test
    void leavesOtherLinesAsTheyAre() {
        assertThat(LogLine.readable("LOG:  database system is ready")).isEqualTo("LOG:  database system is ready");
        assertThat(LogLine.readable("{\"@timestamp\": broken")).isEqualTo("{\"@timestamp\": broken");
    }
}

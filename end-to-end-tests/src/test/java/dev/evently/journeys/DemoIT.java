package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code ./evently} shows of itself. */
class DemoIT {

    @Test
    void walksItsStoryToTheEnd() {
        assertThat(RunningSuite.shared().command("demo")).contains("steps held.");
    }

    @Test
    void everyProcessIsThere() {
        assertThat(RunningSuite.shared().command("status")).contains("Healthy").doesNotContain(" down ");
    }
}

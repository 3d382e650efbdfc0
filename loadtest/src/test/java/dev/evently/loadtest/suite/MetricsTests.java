package dev.evently.loadtest.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTests {

    private static final String SCRAPED = """
            # HELP evently_outbox_backlog Events that wait to be published
            # TYPE evently_outbox_backlog gauge
            evently_outbox_backlog{application="booking-service",database="0"} 3.0
            evently_outbox_backlog{application="booking-service",database="1"} 1.2E1
            evently_outbox_backlog_age 77.0
            plain 5.0
            """;

    @Test
    void addsUpAllSeriesOfAName() {
        assertThat(Metrics.sum(SCRAPED, "evently_outbox_backlog")).hasValue(15);
    }

    @Test
    void readsASeriesWithoutLabels() {
        assertThat(Metrics.sum(SCRAPED, "plain")).hasValue(5);
    }

    @Test
    void tellsThatThereIsNone() {
        assertThat(Metrics.sum(SCRAPED, "absent")).isEmpty();
    }
}

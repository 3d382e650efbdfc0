package dev.evently.booking.sharding.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watch is on, and would tell. */
@BookingServiceTest
class StatementWatchIT {

    private static final String STRAY = "SELECT count(*) FROM booking WHERE status = 'HELD' AND currency = ?";

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Test
    void seesAStatementOfTheServiceOnAnyThread() throws Exception {
        assertThat(StatementWatch.takeComplaints()).isEmpty();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> shards.inTransaction(
                            new Bucket(0),
                            () -> jdbc.sql(STRAY).param("EUR").query(Long.class).single()))
                    .get();
        }
        shards.inTransaction(new Bucket(1), () -> template.update("DELETE FROM ticket WHERE false"));

        assertThat(StatementWatch.takeComplaints())
                .hasSize(2)
                .anyMatch(complaint -> complaint.startsWith(STRAY) && complaint.contains("StatementWatchIT"))
                .anyMatch(complaint -> complaint.startsWith("DELETE FROM ticket WHERE false"));
    }
}

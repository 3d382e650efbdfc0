package dev.evently.loadtest.chaos.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Waits until nothing is under way any more: no hold, no open payment or refund, no event, webhook or mail. */
public final class Quiet {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final List<String> WITH_OUTBOX = List.of("identity", "event", "waitlist", "notification");
    private static final String OUTBOX = "SELECT count(*) FROM outbox";

    private final Scene scene;
    private final Broker broker;

    public Quiet(Scene scene) {
        this.scene = scene;
        this.broker = new Broker(scene.kafka());
    }

    /** Returns what is still under way when the limit is over; nothing if all of it was done before. */
    public Map<String, Long> await(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int calm = 0;
        while (true) {
            Map<String, Long> left = underWay();
            calm = left.isEmpty() ? calm + 1 : 0;
            // What has left one book may not have arrived in the next when that is looked at; a second look finds it.
            if (calm == 2 || System.nanoTime() - deadline > 0) {
                return left;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private Map<String, Long> underWay() throws IOException, InterruptedException {
        Map<String, Long> left = new TreeMap<>();
        try {
            for (String shard : scene.shards()) {
                try (Connection connection = scene.connect(shard)) {
                    count(left, "holds", connection, "SELECT count(*) FROM booking WHERE status = 'HELD'");
                    count(left, "open payments", connection, "SELECT count(*) FROM payment WHERE check_at IS NOT NULL");
                    count(left, "open refunds", connection, "SELECT count(*) FROM refund WHERE status = 'REQUESTED'");
                    count(left, "events in outboxes", connection, OUTBOX);
                }
            }
            try (Connection sandbox = scene.database("payment_sandbox")) {
                count(
                        left,
                        "pending intents",
                        sandbox,
                        "SELECT count(*) FROM payment_intents WHERE status = 'pending'");
                count(left, "webhooks not delivered", sandbox, "SELECT count(*) FROM webhook_deliveries");
            }
            for (String database : WITH_OUTBOX) {
                try (Connection connection = scene.database(database)) {
                    count(left, "events in outboxes", connection, OUTBOX);
                }
            }
            try (Connection notification = scene.database("notification")) {
                count(left, "mails to send", notification, "SELECT count(*) FROM delivery WHERE state = 'PENDING'");
                count(left, "tokens to mail", notification, "SELECT count(*) FROM token_mail WHERE state = 'PENDING'");
            }
        } catch (SQLException e) {
            throw new IOException("A database cannot be read: " + e.getMessage(), e);
        }
        broker.lag().forEach((group, records) -> left.put("records that " + group + " has not taken", records));
        return left;
    }

    private static void count(Map<String, Long> left, String what, Connection connection, String sql)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next() && row.getLong(1) > 0) {
                left.merge(what, row.getLong(1), Long::sum);
            }
        }
    }
}

package dev.evently.loadtest.chaos.havoc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A fault that is built into the shards on purpose: a crash test that does not notice it proves nothing. */
public enum Sabotage {
    /** A commit is answered before it is on disk, so that a dying server forgets what others were told. */
    FORGETFUL_COMMITS,
    /** Of twenty events one never reaches the outbox. */
    LOST_EVENTS,
    /** Places that are given back stay held, though the ledger says otherwise. */
    STUCK_PLACES;

    /** Builds it into one shard; it stays there. */
    public void into(Connection shard) throws SQLException {
        try (Statement statement = shard.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
        }
    }

    private List<String> statements() {
        return switch (this) {
            case FORGETFUL_COMMITS ->
                List.of(
                        "ALTER SYSTEM SET synchronous_commit = off",
                        "ALTER SYSTEM SET wal_writer_delay = '10s'",
                        "ALTER SYSTEM SET wal_writer_flush_after = '1GB'",
                        "SELECT pg_reload_conf()");
            case LOST_EVENTS -> trigger("INSERT ON outbox", """
                    RETURN CASE WHEN NEW.position % 20 = 7 THEN NULL ELSE NEW END;
                    """);
            case STUCK_PLACES -> trigger("UPDATE ON quota", """
                    IF NEW.available > OLD.available AND NEW.held < OLD.held THEN
                        NEW.available := OLD.available;
                        NEW.held := OLD.held;
                    END IF;
                    RETURN NEW;
                    """);
        };
    }

    private static List<String> trigger(String before, String body) {
        return List.of(
                "CREATE OR REPLACE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s END $$"
                        .formatted(body),
                "CREATE OR REPLACE TRIGGER sabotage BEFORE %s FOR EACH ROW EXECUTE FUNCTION sabotage()"
                        .formatted(before));
    }
}

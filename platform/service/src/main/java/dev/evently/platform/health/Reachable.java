package dev.evently.platform.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a database gives a sign of life, over a connection of the service's own pool as a request would have it. */
final class Reachable implements BooleanSupplier {

    private static final Logger log = LoggerFactory.getLogger(Reachable.class);
    private static final int ANSWER_SECONDS = 1;

    private final DataSource database;

    Reachable(DataSource database) {
        this.database = database;
    }

    @Override
    public boolean getAsBoolean() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            log.debug("The database does not answer", e);
            return false;
        }
    }
}

package dev.evently.booking.sharding;

import dev.evently.platform.transaction.SnapshotTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.transaction.TransactionDefinition;

/** Opens the transactions of shards and tells of each. */
final class ShardTransactions extends SnapshotTransactions {

    private static final long serialVersionUID = 1L;

    private final transient Consumer<Connection> began;

    /** @param began is told the connection of each transaction before its first statement */
    ShardTransactions(DataSource shards, Consumer<Connection> began) {
        super(shards);
        this.began = began;
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        began.accept(connection);
        super.prepareTransactionalConnection(connection, definition);
    }
}

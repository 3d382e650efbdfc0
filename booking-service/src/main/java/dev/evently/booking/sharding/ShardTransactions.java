package dev.evently.booking.sharding;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Opens the transactions of shards; those that only read see one snapshot.
 *
 * <p>The isolation is set inside the transaction. As a property of the connection it would be one of the database session,
 * which behind a transaction-mode pooler belongs to somebody else a moment later.
 */
final class ShardTransactions extends JdbcTransactionManager {

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
        if (definition.isReadOnly()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        }
    }
}

package dev.evently.platform.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;

/**
 * The transactions of a service without JPA; those that only read see one snapshot.
 *
 * <p>The isolation is set inside the transaction. As a property of the connection it would be one of the database session,
 * which behind a transaction-mode pooler belongs to somebody else a moment later.
 */
public class SnapshotTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    public SnapshotTransactions(DataSource database) {
        super(database);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (definition.isReadOnly()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
        }
    }

    /**
     * Only a lost connection cannot be rolled back. Spring throws the failed rollback in place of whatever failed before it,
     * and so it must not be told as one more unknown failure.
     */
    @Override
    protected RuntimeException translateException(String task, SQLException e) {
        RuntimeException translated = super.translateException(task, e);
        return task.equals("JDBC rollback") && translated instanceof TransactionSystemException
                ? new DataAccessResourceFailureException("The connection was lost", e)
                : translated;
    }
}

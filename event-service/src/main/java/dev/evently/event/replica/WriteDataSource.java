package dev.evently.event.replica;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Gives connections to the primary, and remembers for whom something was committed there. */
final class WriteDataSource extends DelegatingDataSource {

    private final Replicas replicas;

    WriteDataSource(DataSource primary, Replicas replicas) {
        super(primary);
        this.replicas = replicas;
    }

    @Override
    public Connection getConnection() throws SQLException {
        String caller = CurrentCaller.name();
        if (caller != null && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_ROLLED_BACK) {
                        replicas.written(caller);
                    }
                }
            });
        }
        return super.getConnection();
    }
}

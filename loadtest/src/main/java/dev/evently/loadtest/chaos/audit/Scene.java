package dev.evently.loadtest.chaos.audit;

import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.suite.DatabaseLogin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the books are.
 *
 * @param main JDBC address of the main database server, ending in a slash
 * @param shards JDBC address of each shard's database
 * @param user role that may read all of them
 * @param kafka address of the broker
 * @param mails address of the list of delivered mails
 */
public record Scene(String main, List<String> shards, String user, String password, String kafka, String mails) {
    public Scene {
        shards = List.copyOf(shards);
    }

    public static Scene of(OwnSuite suite) throws IOException {
        return new Scene(
                suite.mainServer(),
                suite.shards(),
                DatabaseLogin.USER,
                suite.databasePassword(),
                suite.kafka(),
                suite.mails());
    }

    Connection database(String name) throws SQLException {
        return connect(main + name);
    }

    public Connection connect(String address) throws SQLException {
        return DriverManager.getConnection(address, user, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return main + " and " + shards;
    }
}

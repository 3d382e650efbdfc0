package dev.evently.loadtest.login;

import dev.evently.local.suite.DatabaseLogin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the suite keeps of a password, which says how it was made. */
public final class StoredHash {

    private StoredHash() {}

    /** Reads that of an account out of the suite's database server. */
    public static String of(String email, int port, String databasePassword) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/identity";
        try (Connection connection = DriverManager.getConnection(url, DatabaseLogin.USER, databasePassword);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT password_hash FROM account WHERE email = ?")) {
            statement.setString(1, email);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        } catch (SQLException e) {
            throw new IOException("The accounts cannot be read: " + e.getMessage(), e);
        }
        throw new IOException("There is no account " + email);
    }
}

package dev.evently.local.suite;

import dev.evently.local.secret.Secrets;
import java.io.IOException;

/** The one role of a local suite's database server; it may create databases. */
public final class DatabaseLogin {
    public static final String USER = ServiceEnvironment.POSTGRES_USER;

    private final Secrets secrets;

    public DatabaseLogin(Secrets secrets) {
        this.secrets = secrets;
    }

    public String password() throws IOException {
        return secrets.password(ServiceEnvironment.POSTGRES_PASSWORD);
    }
}

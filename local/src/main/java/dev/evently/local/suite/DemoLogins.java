package dev.evently.local.suite;

import dev.evently.local.secret.Secrets;
import java.io.IOException;

/** The accounts that a local suite comes with. */
public final class DemoLogins {
    public static final String ADMIN = "admin@evently.example";
    public static final String ORGANIZER = "organizer@evently.example";

    private final Secrets secrets;

    public DemoLogins(Secrets secrets) {
        this.secrets = secrets;
    }

    public String adminPassword() throws IOException {
        return secrets.password("demo.admin");
    }

    public String organizerPassword() throws IOException {
        return secrets.password("demo.organizer");
    }

    /** The password of every demo buyer. */
    public String buyerPassword() throws IOException {
        return secrets.password("demo.buyers");
    }
}

package dev.evently.platform.migration;

import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What a run of a service does about the schema that it brings along, by {@code evently.migrations}. */
public enum Migrations {
    /** Brings it up to date and goes on; unless something else is set. */
    AT_START,
    /** Brings it up to date and ends, without having started anything else. */
    ALONE,
    /** Starts only when that has been done. A schema that is newer than the service is no obstacle. */
    EXPECTED;

    static final String PROPERTY = "evently.migrations";

    public static Migrations of(Environment environment) {
        return Binder.get(environment).bind(PROPERTY, Migrations.class).orElse(AT_START);
    }

    /**
     * Makes the schema what the service needs, or makes sure that it is.
     *
     * @throws org.flywaydb.core.api.FlywayException when it is not, or cannot be made so
     */
    public void apply(Flyway flyway) {
        switch (this) {
            case AT_START, ALONE -> flyway.migrate();
            case EXPECTED -> flyway.validate();
        }
    }
}

package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.testing.servers.TestServers;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The migrations where they are not run by a superuser: by the owner of the database, as in a cluster. */
class OwnerMigrationIT {

    private static final String PASSWORD = "secret";
    private static final TestServers SERVERS = TestServers.shared();

    private final String name = "event_owner_" + ProcessHandle.current().pid();

    @BeforeEach
    void makeDatabaseOfAnOwner() {
        SERVERS.dropDatabase(name);
        admin("postgres", "DROP ROLE IF EXISTS " + name);
        admin("postgres", "CREATE ROLE " + name + " LOGIN NOSUPERUSER PASSWORD '" + PASSWORD + "'");
        SERVERS.createDatabase(name);
        admin("postgres", "ALTER DATABASE " + name + " OWNER TO " + name);
    }

    @AfterEach
    void forget() {
        SERVERS.dropDatabase(name);
        admin("postgres", "DROP ROLE " + name);
    }

    @Test
    void needNoSuperuserOnceThereIsTheExtensionThatTakesOne() {
        admin(name, "CREATE EXTENSION IF NOT EXISTS earthdistance CASCADE");

        assertThat(flyway().migrate().migrations).isNotEmpty();
        assertThat(flyway().info().pending()).isEmpty();
    }

    @Test
    void sayWhatIsMissingOtherwise() {
        assertThatThrownBy(() -> flyway().migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("permission denied to create extension \"earthdistance\"");
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(SERVERS.postgresUrl(name), name, PASSWORD)
                .locations("classpath:db/migration", "classpath:db/platform")
                .load();
    }

    private static void admin(String database, String sql) {
        JdbcClient.create(new DriverManagerDataSource(
                        SERVERS.postgresUrl(database), SERVERS.postgresUser(), SERVERS.postgresPassword()))
                .sql(sql)
                .update();
    }
}

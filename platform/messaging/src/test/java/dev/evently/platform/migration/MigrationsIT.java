package dev.evently.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.testing.servers.TestServers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Migrations by a run of their own, against real databases. */
class MigrationsIT {

    private static final String LOCATION = "classpath:db/platform";
    private static final TestServers SERVERS = TestServers.shared();

    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void makeEmptyDatabases() {
        for (int number = 0; number < 2; number++) {
            SERVERS.dropDatabase(database(number));
            SERVERS.createDatabase(database(number));
        }
    }

    @Test
    void migratesTheDataSourceAndEnds() {
        run(Map.of(
                "evently.migrations", "alone",
                "spring.datasource.url", SERVERS.postgresUrl(database(0)),
                "spring.datasource.username", SERVERS.postgresUser(),
                "spring.datasource.password", SERVERS.postgresPassword()));

        assertThat(ended).containsExactly("ended");
        assertThat(pending(0)).isZero();
        assertThat(pending(1)).isPositive();
    }

    @Test
    void migratesEveryShardAndEnds() {
        Map<String, Object> settings = new HashMap<>(Map.of("evently.migrations", "alone"));
        for (int number = 0; number < 2; number++) {
            String shard = "evently.shards[" + number + "].";
            settings.put(shard + "url", SERVERS.postgresUrl(database(number)));
            settings.put(shard + "username", SERVERS.postgresUser());
            settings.put(shard + "password", SERVERS.postgresPassword());
        }

        run(settings);
        run(settings);

        assertThat(ended).hasSize(2);
        assertThat(pending(0)).isZero();
        assertThat(pending(1)).isZero();
    }

    @Test
    void doesNotEndWithoutAllDatabases() {
        assertThatThrownBy(() -> run(Map.of("evently.migrations", "alone")))
                .hasMessageContaining("No database is configured");
        assertThat(ended).isEmpty();
    }

    @Test
    void leavesOtherRunsAlone() {
        run(Map.of());
        run(Map.of("evently.migrations", "at-start"));
        run(Map.of("evently.migrations", "expected"));

        assertThat(ended).isEmpty();
        assertThat(pending(0)).isPositive();
    }

    @Test
    void startsOnlyOnASchemaThatIsExpected() {
        assertThatThrownBy(() -> Migrations.EXPECTED.apply(flyway(0))).isInstanceOf(FlywayValidateException.class);

        Migrations.AT_START.apply(flyway(0));

        Migrations.EXPECTED.apply(flyway(0));
    }

    @Test
    void startsOnASchemaThatIsNewer() throws FlywayException {
        flyway(0, LOCATION, "classpath:db/newer").migrate();

        Migrations.EXPECTED.apply(flyway(0));
    }

    @Test
    void isAskedAtEveryStart() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class))
                .hasAtLeastOneElementOfType(MigrationStep.class);
    }

    private void run(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(settings);
        all.put("spring.flyway.locations", LOCATION);
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        new MigrationStep(() -> ended.add("ended"))
                .onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
                        new DefaultBootstrapContext(), new SpringApplication(), new String[0], environment));
    }

    private static int pending(int number) {
        return flyway(number).info().pending().length;
    }

    private static Flyway flyway(int number) {
        return flyway(number, LOCATION);
    }

    private static Flyway flyway(int number, String... locations) {
        return Flyway.configure()
                .dataSource(SERVERS.postgresUrl(database(number)), SERVERS.postgresUser(), SERVERS.postgresPassword())
                .locations(locations)
                .load();
    }

    private static String database(int number) {
        return "migrations_%d_%d".formatted(ProcessHandle.current().pid(), number);
    }
}

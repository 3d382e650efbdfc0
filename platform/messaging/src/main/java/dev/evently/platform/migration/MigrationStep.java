package dev.evently.platform.migration;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Ends a run that is for migrations {@link Migrations#ALONE} once they are done. It needs the databases' addresses and
 * nothing else: no bean is made, and neither Kafka nor Redis need be there. A failure ends the run with an exit code.
 */
final class MigrationStep implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger log = LoggerFactory.getLogger(MigrationStep.class);
    private static final int CONNECT_RETRIES = 20;
    private static final int LONGEST_PAUSE_SECONDS = 2;

    private final Runnable end;

    MigrationStep() {
        this(() -> System.exit(0));
    }

    MigrationStep(Runnable end) {
        this.end = end;
    }

    /** Where one database is. */
    record Database(String url, String username, String password) {}

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (Migrations.of(event.getEnvironment()) == Migrations.ALONE) {
            run(event.getEnvironment());
            end.run();
        }
    }

    /** Migrates each shard where there are shards, else the service's one database. */
    static void run(Environment environment) {
        Binder settings = Binder.get(environment);
        String[] locations = settings.bind("spring.flyway.locations", String[].class)
                .orElseThrow(() -> new IllegalStateException("The service has no migrations"));
        List<Database> databases = settings.bind("evently.shards", Bindable.listOf(Database.class))
                .orElseGet(() -> List.of(settings.bind("spring.datasource", Database.class)
                        .orElseThrow(() -> new IllegalStateException("No database is configured"))));
        for (Database database : databases) {
            Flyway flyway = Flyway.configure()
                    .dataSource(database.url(), database.username(), database.password())
                    .locations(locations)
                    .connectRetries(CONNECT_RETRIES)
                    .connectRetriesInterval(LONGEST_PAUSE_SECONDS)
                    .load();
            Migrations.ALONE.apply(flyway);
            log.info("{} is up to date", database.url());
        }
    }
}

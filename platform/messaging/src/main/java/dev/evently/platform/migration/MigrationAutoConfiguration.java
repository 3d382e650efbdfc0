package dev.evently.platform.migration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes the framework's migrations obey {@link Migrations}. */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
public class MigrationAutoConfiguration {

    @Bean
    FlywayMigrationStrategy migrationStrategy(Environment environment) {
        return Migrations.of(environment)::apply;
    }
}

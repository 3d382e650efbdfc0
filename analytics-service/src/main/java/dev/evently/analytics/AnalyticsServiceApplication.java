package dev.evently.analytics;

import dev.evently.platform.transaction.SnapshotTransactions;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class AnalyticsServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(AnalyticsServiceApplication.class, args);
    }

    @Bean
    SnapshotTransactions transactionManager(DataSource database) {
        return new SnapshotTransactions(database);
    }
}

package dev.evently.waitlist;

import dev.evently.platform.transaction.SnapshotTransactions;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class WaitlistServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(WaitlistServiceApplication.class, args);
    }

    @Bean
    SnapshotTransactions transactionManager(DataSource database) {
        return new SnapshotTransactions(database);
    }
}

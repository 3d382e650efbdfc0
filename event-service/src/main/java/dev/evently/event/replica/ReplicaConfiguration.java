package dev.evently.event.replica;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** Sends read-only transactions to replicas where there are any; without, the service has its one data source. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("evently.replicas[0].url")
@EnableConfigurationProperties(ReplicaSettings.class)
class ReplicaConfiguration {

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource primaryPool(DataSourceProperties properties) {
        HikariDataSource pool = properties
                .initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName("primary");
        return pool;
    }

    @Bean
    Replicas replicas(ReplicaSettings settings, DataSourceProperties primary) {
        return new Replicas(
                IntStream.range(0, settings.replicas().size())
                        .mapToObj(number -> new Replica(
                                number, settings.replicas().get(number), settings.reading(), probeOf(primary)))
                        .toList(),
                settings.reading());
    }

    @Bean
    MeterBinder replicaMetrics(Replicas replicas) {
        return new ReplicaMetrics(replicas.all());
    }

    private static ProbeConnection probeOf(DataSourceProperties primary) {
        return new ProbeConnection(primary.determineUrl(), primary.determineUsername(), primary.determinePassword());
    }

    /** Which of the two it is to be is known once the transaction's kind is, with its first statement. */
    @Bean
    @Primary
    DataSource dataSource(HikariDataSource primaryPool, Replicas replicas) {
        LazyConnectionDataSourceProxy dataSource =
                new LazyConnectionDataSourceProxy(new WriteDataSource(primaryPool, replicas));
        dataSource.setReadOnlyDataSource(new ReadDataSource(replicas, primaryPool));
        return dataSource;
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ReadAgain readAgain() {
        return new ReadAgain();
    }
}

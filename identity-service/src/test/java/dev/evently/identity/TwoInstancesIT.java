package dev.evently.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances that start at the same time on an empty database behave as one. */
class TwoInstancesIT {

    private static final String DATABASE =
            "identity_pair_" + ProcessHandle.current().pid();

    private List<ConfigurableApplicationContext> instances = List.of();

    @BeforeEach
    void startBoth() throws InterruptedException, ExecutionException {
        TestServers servers = TestServers.shared();
        servers.dropDatabase(DATABASE);
        servers.createDatabase(DATABASE);
        instances = Simultaneously.run(2, () -> start(servers));
    }

    private static ConfigurableApplicationContext start(TestServers servers) {
        SpringApplicationBuilder instance = new SpringApplicationBuilder(IdentityApplication.class)
                .properties(Map.of(
                        "spring.datasource.url", servers.postgresUrl(DATABASE),
                        "spring.datasource.username", servers.postgresUser(),
                        "spring.datasource.password", servers.postgresPassword(),
                        "spring.kafka.bootstrap-servers", servers.kafkaBootstrapServers(),
                        "evently.issuer", TestTokens.issuer(),
                        "eureka.client.enabled", "false"));
        SpringApplication application = instance.application();
        // There is one logging system in a JVM, and two cannot set it up at the same time.
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        return instance.run("--server.port=0");
    }

    @AfterEach
    void stopBoth() {
        instances.forEach(ConfigurableApplicationContext::close);
        TestServers.shared().dropDatabase(DATABASE);
    }

    @Test
    void behaveAsOne() {
        JdbcClient database = instances.getFirst().getBean(JdbcClient.class);
        IdentityClient first = clientOf(instances.getFirst());
        IdentityClient second = clientOf(instances.getLast());

        assertThat(count(database, "signing_key")).isOne();
        assertThat(count(database, "account")).isOne();

        Answer session = first.newSession();
        assertThat(second.me(session.accessToken()).status()).isEqualTo(200);
        Answer renewed = second.refresh(session.refreshToken());
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(first.refresh(session.refreshToken()).status()).isEqualTo(401);
        assertThat(second.refresh(renewed.refreshToken()).status()).isEqualTo(401);
    }

    private static int count(JdbcClient database, String table) {
        return database.sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    private static IdentityClient clientOf(ConfigurableApplicationContext instance) {
        return new IdentityClient(instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}

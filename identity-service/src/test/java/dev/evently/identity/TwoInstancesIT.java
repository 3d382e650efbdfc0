package dev.evently.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances that start at the same time on an empty database behave as one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT {

    private static final String ADMIN = "admin@evently.example";
    private static final String ADMIN_PASSWORD = "an administrator of tests";
    private static final String DATABASE =
            "identity_pair_" + ProcessHandle.current().pid();

    private List<ConfigurableApplicationContext> instances = List.of();

    @BeforeAll
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

    @AfterAll
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
        assertThat(count(database, "security_event WHERE type = 'ACCOUNT_REGISTERED' AND region IS NULL"))
                .as("the administrator")
                .isOne();

        Answer session = first.newSession();
        assertThat(second.me(session.accessToken()).status()).isEqualTo(200);
        Answer renewed = second.refresh(session.refreshToken());
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(first.refresh(session.refreshToken()).status()).isEqualTo(401);
        assertThat(second.refresh(renewed.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void leaveAnAdministratorThoughTwoDemoteEachOther() throws InterruptedException, ExecutionException {
        JdbcClient database = instances.getFirst().getBean(JdbcClient.class);
        String other = IdentityClient.someEmail();
        clientOf(instances.getFirst()).register(other);
        for (int round = 0; round < 5; round++) {
            database.sql("UPDATE account SET roles = '{USER,ADMIN}' WHERE email IN (?, ?)")
                    .params(ADMIN, other)
                    .update();
            List<Demotion> demotions = List.of(
                    new Demotion(clientOf(instances.getFirst()), ADMIN, ADMIN_PASSWORD, idOf(database, other)),
                    new Demotion(clientOf(instances.getLast()), other, IdentityClient.PASSWORD, idOf(database, ADMIN)));
            AtomicInteger next = new AtomicInteger();

            List<Integer> answers = Simultaneously.run(
                    2, () -> demotions.get(next.getAndIncrement()).send());

            assertThat(answers).containsOnlyOnce(200);
            assertThat(database.sql("SELECT count(*) FROM account WHERE 'ADMIN' = ANY (roles)")
                            .query(Integer.class)
                            .single())
                    .isOne();
        }
    }

    /** One administrator, signed in, is about to take the role from another. */
    private record Demotion(IdentityClient client, String token, String victim) {

        Demotion(IdentityClient client, String email, String password, String victim) {
            this(client, client.login(email, password).accessToken(), victim);
        }

        int send() {
            return client.send(client.request("/api/v1/admin/users/" + victim + "/roles", token)
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString("{\"roles\":[\"USER\"]}")))
                    .status();
        }
    }

    private static String idOf(JdbcClient database, String email) {
        return database.sql("SELECT id::text FROM account WHERE email = ?")
                .param(email)
                .query(String.class)
                .single();
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

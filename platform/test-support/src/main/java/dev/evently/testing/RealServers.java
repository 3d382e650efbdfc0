package dev.evently.testing;

import dev.evently.testing.servers.TestServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Points a service at the servers of the build and at databases and topics that only this JVM uses. */
final class RealServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Set<String> CREATED = ConcurrentHashMap.newKeySet();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestServers servers = TestServers.shared();
        KafkaWipe.once(servers.kafkaBootstrapServers());
        List<String> properties = new ArrayList<>(List.of(
                "spring.kafka.bootstrap-servers=" + servers.kafkaBootstrapServers(),
                "evently.redis.url=" + servers.redisUrl(),
                "evently.issuer=" + TestTokens.issuer(),
                "eureka.client.enabled=false",
                "spring.datasource.username=" + servers.postgresUser(),
                "spring.datasource.password=" + servers.postgresPassword(),
                // Where several modules are tested at once, a new connection can take longer than where people wait for
                // it.
                "spring.datasource.hikari.connection-timeout=15000"));
        Environment environment = context.getEnvironment();
        String name = environment.getRequiredProperty("spring.application.name").replace('-', '_') + "_"
                + ProcessHandle.current().pid();
        int shards = environment.getProperty("evently.test.shards", Integer.class, 0);
        if (shards == 0) {
            properties.add("spring.datasource.url=" + fresh(servers, name));
        }
        for (int shard = 0; shard < shards; shard++) {
            String prefix = "evently.shards[" + shard + "].";
            properties.add(prefix + "url=" + fresh(servers, name + "_" + shard));
            properties.add(prefix + "username=" + servers.postgresUser());
            properties.add(prefix + "password=" + servers.postgresPassword());
        }
        TestPropertyValues.of(new HashSet<>(properties)).applyTo(context);
    }

    private static String fresh(TestServers servers, String database) {
        if (CREATED.add(database)) {
            servers.dropDatabase(database);
            servers.createDatabase(database);
        }
        return servers.postgresUrl(database);
    }
}

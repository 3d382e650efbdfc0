package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.IntegrationTest;
import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The topics that services make for themselves, as a broker has them. */
@IntegrationTest
class TopicsIT {

    private static final String A_DAY = "86400000";

    @Test
    void keepsRecordsAsLongAsTheContractsPromise() throws Exception {
        Map<String, String> promised = promises("topicConfiguration", "retention.ms");

        assertThat(promised).hasSize(Topics.ALL.size() + 1).containsEntry(Topics.IDENTITY_MAIL, A_DAY);
        assertThat(settings(List.copyOf(promised.keySet()), "retention.ms")).isEqualTo(promised);
        assertThat(settings(Topics.ALL.stream().map(Topics::deadLetters).toList(), "retention.ms"))
                .hasSize(Topics.ALL.size())
                .allSatisfy((topic, retention) -> assertThat(retention).isEqualTo("2592000000"));
    }

    @Test
    void makesAsManyPartitionsAsTheContractsPromise() throws Exception {
        Map<String, String> promised = promises("partitions");
        try (Admin admin = admin()) {
            Map<String, String> made = new TreeMap<>();
            admin.describeTopics(promised.keySet())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            made.put(name, String.valueOf(topic.partitions().size())));

            assertThat(made).isEqualTo(promised);
        }
    }

    @Test
    void keepsSecretsNoLongerThanADay() throws Exception {
        List<String> secret = List.of(Topics.IDENTITY_MAIL, Topics.deadLetters(Topics.IDENTITY_MAIL));

        assertThat(settings(secret, "retention.ms").values()).containsExactly(A_DAY, A_DAY);
        assertThat(settings(secret, "segment.ms").values()).containsExactly("3600000", "3600000");
    }

    private static Admin admin() {
        return Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.shared().kafkaBootstrapServers()));
    }

    private static Map<String, String> settings(List<String> topics, String setting) throws Exception {
        try (Admin admin = admin()) {
            Map<String, String> settings = new TreeMap<>();
            admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get()
                    .forEach((topic, config) ->
                            settings.put(topic.name(), config.get(setting).value()));
            return settings;
        }
    }

    /** What the index says of each topic below `bindings.kafka`. */
    private static Map<String, String> promises(String... path) {
        Map<String, String> promises = new TreeMap<>();
        for (Object channel : ((Map<?, ?>) member(index(), "channels")).values()) {
            List<String> whole = new ArrayList<>(List.of("bindings", "kafka"));
            whole.addAll(List.of(path));
            promises.put(
                    member(channel, "address").toString(),
                    member(channel, whole.toArray(String[]::new)).toString());
        }
        return promises;
    }

    private static Object member(Object of, String... path) {
        Object member = of;
        for (String name : path) {
            member = Objects.requireNonNull(((Map<?, ?>) member).get(name), name);
        }
        return member;
    }

    private static Object index() {
        try (InputStream index = TopicsIT.class.getResourceAsStream("/asyncapi.yaml")) {
            return new Yaml().load(Objects.requireNonNull(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

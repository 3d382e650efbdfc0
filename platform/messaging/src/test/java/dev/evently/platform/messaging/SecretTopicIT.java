package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.IntegrationTest;
import dev.evently.testing.servers.TestServers;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

@IntegrationTest
class SecretTopicIT {

    private static final String DAY = "86400000";

    @Test
    void keepsSecretsNoLongerThanADay() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.shared().kafkaBootstrapServers()))) {
            List<ConfigResource> topics = List.of(topic("evently.identity.mail"), topic("evently.identity.mail.dlt"));

            var settings = admin.describeConfigs(topics).all().get();

            assertThat(settings.values()).allSatisfy(topic -> {
                assertThat(topic.get("retention.ms").value()).isEqualTo(DAY);
                assertThat(topic.get("segment.ms").value()).isEqualTo("3600000");
            });
            assertThat(settings).hasSize(2);
        }
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}

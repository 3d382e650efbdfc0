package dev.evently.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Topics are those of the contracts, and each service may do with them what its code does. */
class TopicsTests {

    private static final Cluster CLUSTER = Cluster.of(Kustomization.render(Repository.overlay("production")));
    private static final JsonNode CONTRACTS = Yaml.documents(
                    Repository.ROOT.resolve("contracts/src/main/resources/asyncapi.yaml"))
            .getFirst();
    private static final String INTERNAL = "evently.identity.mail";
    private static final String A_MONTH = "2592000000";

    /** Where code says what it reads: in an annotation, in a consumer of each shard, or by hand. */
    private static final Pattern READS = Pattern.compile(
            "@KafkaListener\\(([^)]*)\\)|String topic\\(\\) \\{\\s*return ([^;]*);|partitionsFor\\(([^)]*)\\)");

    private static final Pattern TOPIC = Pattern.compile("Topics\\.([A-Z_]+)");

    @Test
    void declaresTheTopicsOfTheContractsAndTheirDeadLetters() {
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode channel : CONTRACTS.path("channels")) {
            String topic = channel.path("address").asText();
            expected.put(topic, channel.at("/bindings/kafka/partitions").asText());
            expected.put(topic + ".dlt", "1");
        }

        assertThat(CLUSTER.all(KafkaTopic.class).stream()
                        .collect(Collectors.toMap(
                                topic -> topic.getMetadata().getName(),
                                topic -> topic.getSpec().getPartitions().toString())))
                .isEqualTo(expected);
    }

    @Test
    void keepsRecordsAsLongAsTheContractsPromise() {
        Map<String, String> promised = new TreeMap<>();
        for (JsonNode channel : CONTRACTS.path("channels")) {
            String topic = channel.path("address").asText();
            String retention = channel.at("/bindings/kafka/topicConfiguration/retention.ms")
                    .asText();
            promised.put(topic, retention);
            promised.put(topic + ".dlt", topic.equals(INTERNAL) ? retention : A_MONTH);
        }

        assertThat(CLUSTER.all(KafkaTopic.class).stream()
                        .collect(Collectors.toMap(
                                topic -> topic.getMetadata().getName(),
                                topic -> String.valueOf(
                                        topic.getSpec().getConfig().get("retention.ms")))))
                .isEqualTo(promised);
    }

    /** What `docs/events.md` and the worked consumer tell another team. */
    @Test
    void letsATeamInByWhatItIsTold() throws IOException {
        Properties client = new Properties();
        client.load(new StringReader(
                Repository.read(Repository.ROOT.resolve("docs/examples/sales-per-event/kafka-cluster.properties"))));
        Kafka kafka = CLUSTER.all(Kafka.class).getFirst();
        GenericKafkaListener listener =
                kafka.getSpec().getKafka().getListeners().getFirst();
        String address = "%s-kafka-bootstrap.%s.svc:%d"
                .formatted(kafka.getMetadata().getName(), kafka.getMetadata().getNamespace(), listener.getPort());
        KafkaUser team = CLUSTER.all(KafkaUser.class).stream()
                .filter(user -> client.getProperty("sasl.jaas.config")
                        .contains("username=\"" + user.getMetadata().getName() + "\""))
                .findFirst()
                .orElseThrow();

        assertThat(CONTRACTS.at("/servers/cluster/host").asText()).isEqualTo(address);
        assertThat(client.getProperty("bootstrap.servers")).isEqualTo(address);
        assertThat(listener.isTls()).isTrue();
        assertThat(listener.getAuth().getType()).isEqualTo("scram-sha-512");
        assertThat(client.getProperty("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(client.getProperty("sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
        assertThat(acls(team)
                        .map(AclRule::getResource)
                        .filter(AclRuleGroupResource.class::isInstance)
                        .map(group -> ((AclRuleGroupResource) group).getName()))
                .singleElement()
                .satisfies(prefix -> assertThat(client.getProperty("group.id")).startsWith(prefix));
        assertThat(topics(team, StrimziAclOperation.READ)).contains("evently.bookings");
    }

    @Test
    void letsEachServiceDoWhatItsCodeDoes() {
        for (KafkaUser user : CLUSTER.all(KafkaUser.class)) {
            String service = user.getMetadata().getName();
            if (ServiceSettings.exists(service)) {
                Set<String> reads = reads(service);
                Set<String> writes = writes(service);
                // What reads without a group tries nothing again and puts nothing aside.
                if (!service.equals("event-service")) {
                    reads.forEach(topic -> writes.add(topic + ".dlt"));
                }
                assertThat(topics(user, StrimziAclOperation.READ))
                        .as("%s reads", service)
                        .isEqualTo(reads);
                assertThat(topics(user, StrimziAclOperation.WRITE))
                        .as("%s writes", service)
                        .isEqualTo(writes);
            }
        }
    }

    @Test
    void keepsSecretsFromTeamsAndLetsThemWriteNothing() {
        Stream<KafkaUser> teams = CLUSTER.all(KafkaUser.class).stream()
                .filter(user -> user.getMetadata().getName().startsWith("team-"));

        assertThat(teams).isNotEmpty().allSatisfy(team -> {
            assertThat(topics(team, StrimziAclOperation.READ)).doesNotContain(INTERNAL, "evently.users");
            assertThat(acls(team).flatMap(rule -> rule.getOperations().stream()).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(StrimziAclOperation.READ, StrimziAclOperation.DESCRIBE);
        });
    }

    private static Set<String> topics(KafkaUser user, StrimziAclOperation operation) {
        return acls(user)
                .filter(rule -> rule.getOperations().contains(operation))
                .map(AclRule::getResource)
                .filter(AclRuleTopicResource.class::isInstance)
                .map(resource -> ((AclRuleTopicResource) resource).getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<AclRule> acls(KafkaUser user) {
        return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls().stream();
    }

    private static Set<String> writes(String service) {
        Set<String> writes = new TreeSet<>();
        CONTRACTS.path("operations").properties().forEach(operation -> {
            if (operation.getKey().startsWith(service + "-sends-")) {
                String channel = operation.getValue().at("/channel/$ref").asText();
                writes.add(CONTRACTS.at(channel.substring(1) + "/address").asText());
            }
        });
        return writes;
    }

    private static Set<String> reads(String service) {
        Set<String> reads = new TreeSet<>();
        for (Path source : Repository.files(Repository.ROOT.resolve(service).resolve("src/main"), ".java")) {
            Matcher places = READS.matcher(Repository.read(source));
            while (places.find()) {
                TOPIC.matcher(places.group())
                        .results()
                        .forEach(topic -> reads.add("evently."
                                + topic.group(1).toLowerCase(Locale.ROOT).replace('_', '.')));
            }
        }
        return reads;
    }
}

package dev.evently.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay keeps to every rule, and every rule can be broken. */
class RulesTests {

    private static final Map<String, Rule> RULES = rules();
    private static final Map<String, List<Resource>> RENDERED = new TreeMap<>();

    private static final Map<String, Cluster> CLUSTERS = new TreeMap<>();

    static {
        Repository.OVERLAYS.forEach(
                overlay -> RENDERED.put(overlay, Kustomization.render(Repository.overlay(overlay))));
        RENDERED.forEach((overlay, resources) -> CLUSTERS.put(overlay, Cluster.of(resources)));
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        Stream.of(PodRules.ALL, CoverageRules.ALL, ReferenceRules.ALL, SettingRules.ALL, TransportRules.ALL)
                .forEach(rules::putAll);
        return rules;
    }

    static Stream<Arguments> rulesOfOverlays() {
        return RENDERED.keySet().stream()
                .flatMap(overlay -> RULES.keySet().stream().map(rule -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest
    @MethodSource("rulesOfOverlays")
    void keepsTo(String overlay, String rule) {
        assertThat(rule(rule).violations(Objects.requireNonNull(CLUSTERS.get(overlay))))
                .isEmpty();
    }

    private static Arguments broken(String rule, String resource, String field, String replacement, String violation) {
        return Arguments.of(rule, resource, field, replacement, violation);
    }

    /** What of a resource is replaced, by expression, so that a rule is broken; an empty one takes the resource away. */
    static Stream<Arguments> breaches() {
        return Stream.of(
                broken("limits", "Deployment gateway", "\"limits\":\\{[^}]*\\}", "\"limits\":{}", "no limit of cpu"),
                broken(
                        "limits",
                        "Job migrate-event",
                        "\"memory\":\"512Mi\"",
                        "\"memory\":\"9Gi\"",
                        "requests more memory"),
                broken("probes", "Deployment gateway", "\"livenessProbe\"", "\"x\"", "service lacks a probe"),
                broken("probes", "StatefulSet redis", "\"startupProbe\"", "\"x\"", "redis lacks a probe"),
                broken("images", "Deployment gateway", ":0\\.1\\.0", ":latest", "not pinned"),
                broken("images", "Deployment redis", "haproxy:[0-9.]+", "haproxy", "not pinned"),
                broken(
                        "restricted",
                        "Deployment gateway",
                        "\"runAsNonRoot\":true",
                        "\"runAsNonRoot\":false",
                        "runAsNonRoot"),
                broken("restricted", "Deployment gateway", "\"runAsUser\":10001", "\"runAsUser\":0", "runs as root"),
                broken("restricted", "Deployment gateway", "RuntimeDefault", "Unconfined", "no seccomp profile"),
                broken(
                        "restricted",
                        "Deployment gateway",
                        "\"drop\":\\[\"ALL\"\\]",
                        "\"drop\":[]",
                        "keeps capabilities"),
                broken(
                        "restricted",
                        "Deployment gateway",
                        "\"allowPrivilegeEscalation\":false",
                        "\"x\":0",
                        "may gain rights"),
                broken(
                        "restricted",
                        "Deployment gateway",
                        "\"readOnlyRootFilesystem\":true",
                        "\"x\":0",
                        "writes to its image"),
                broken(
                        "restricted",
                        "Deployment gateway",
                        "\"emptyDir\":\\{[^}]*\\}",
                        "\"hostPath\":{\"path\":\"/\"}",
                        "not allowed"),
                broken(
                        "token",
                        "Deployment gateway",
                        "\"automountServiceAccountToken\":false",
                        "\"x\":0",
                        "mounts a token"),
                broken(
                        "drain",
                        "Deployment gateway",
                        "\"terminationGracePeriodSeconds\":40",
                        "\"terminationGracePeriodSeconds\":30",
                        "is killed after 30 s, and needs 35"),
                broken("ports", "Deployment booking-service", "\"8103\"", "\"8080\"", "SERVER_PORT"),
                broken(
                        "scratch",
                        "Deployment gateway",
                        "\"mountPath\":\"/tmp\"",
                        "\"mountPath\":\"/t\"",
                        "nowhere to write"),
                broken("budget", "PodDisruptionBudget gateway", "", "", "Deployment gateway has 0 budgets"),
                broken(
                        "budget",
                        "PodDisruptionBudget event-service",
                        "\"maxUnavailable\":1",
                        "\"maxUnavailable\":0",
                        "lets no node be emptied"),
                broken("policy", "NetworkPolicy gateway", "", "", "Deployment gateway has no NetworkPolicy"),
                broken("default deny", "NetworkPolicy default-deny", "", "", "Nothing forbids"),
                broken("spread", "Deployment gateway", "topologySpreadConstraints", "x", "may run on one node"),
                broken("replicas", "HorizontalPodAutoscaler gateway", "", "", "nobody says how many"),
                broken(
                        "replicas",
                        "Deployment gateway",
                        "\"selector\"",
                        "\"replicas\":3,\"selector\"",
                        "undo its autoscaler"),
                broken("metrics", "PodMonitor gateway", "", "", "Deployment gateway is not read"),
                broken("metrics", "PodMonitor services", "\"port\":\"http\"", "\"port\":\"web\"", "has no port web"),
                broken("backups", "ScheduledBackup booking-2", "", "", "Cluster booking-2 is archived or backed up"),
                broken(
                        "operators",
                        "NetworkPolicy postgres",
                        "\"key\":\"cnpg.io/cluster\",\"operator\":\"Exists\"",
                        "\"key\":\"cnpg.io/podRole\",\"operator\":\"Exists\"",
                        "postgres-job booking-0 does not reach the API server"),
                broken("operators", "NetworkPolicy kafka", "6443", "6444", "kafka does not reach the API server"),
                broken(
                        "services",
                        "Service event-3",
                        "\"cnpg.io/podRole\":\"instance\"",
                        "\"cnpg.io/cluster\":\"event\"",
                        "Service event-3: postgres-job event does not listen"),
                broken(
                        "services",
                        "Service gateway",
                        "app.kubernetes.io/name",
                        "app",
                        "Service gateway selects nothing"),
                broken(
                        "services",
                        "Service gateway",
                        "\"targetPort\":\"http\"",
                        "\"targetPort\":80",
                        "does not listen"),
                broken("settings", "ConfigMap settings", "", "", "there is no ConfigMap settings"),
                broken(
                        "secrets",
                        "Deployment booking-service",
                        "\"signing-key\"",
                        "\"key\"",
                        "nobody makes the secret tickets with key"),
                broken("secrets", "KafkaUser booking-service", "", "", "nobody makes the secret booking-service"),
                broken("secrets", "ObjectStore backups", "\"access-key-id\"", "\"id\"", "nobody makes the secret"),
                broken(
                        "plain secrets",
                        "Deployment event-service",
                        "\"value\":\"jdbc:postgresql://",
                        "\"value\":\"jdbc:postgresql://a:b@",
                        "stands in a manifest"),
                broken(
                        "plain secrets",
                        "ConfigMap settings",
                        "SPRING_MAIL_HOST",
                        "SPRING_MAIL_PASSWORD",
                        "for everybody to read"),
                broken(
                        "secrets",
                        "Deployment booking-service",
                        "\"key\":\"ca.crt\",\"path\":\"booking-0.crt\"",
                        "\"key\":\"ca.key\",\"path\":\"booking-0.crt\"",
                        "nobody makes the secret booking-0-ca with ca.key"),
                broken(
                        "secrets",
                        "Job migrate-event",
                        "\"items\":\\[[^\\]]*\\]",
                        "\"optional\":false",
                        "mounts all of the secret event-ca"),
                broken(
                        "databases",
                        "Deployment event-service",
                        "sslmode=verify-full",
                        "sslmode=require",
                        "SPRING_DATASOURCE_URL: believes any server"),
                broken("databases", "Job migrate-booking", "sslmode=verify-full&", "", "believes any server"),
                broken(
                        "databases",
                        "Deployment identity-service",
                        "sslrootcert=/databases/identity",
                        "sslrootcert=/databases/identities",
                        "'/databases/identities.crt' is nothing"),
                broken(
                        "databases",
                        "Deployment booking-service",
                        "\"name\":\"booking-2-ca\"",
                        "\"name\":\"booking-1-ca\"",
                        "'/databases/booking-2.crt' is ca.crt of booking-1-ca, and should be [ca.crt of booking-2-ca]"),
                broken(
                        "databases",
                        "Deployment analytics-service",
                        "PEM_ANALYTICS_TRUSTSTORE_CERTIFICATE",
                        "PEM_ANALYTICS_TRUSTSTORE_CERTIFICATES",
                        "nobody is told when '/databases/analytics.crt' ends"),
                broken(
                        "databases",
                        "Cluster booking-3",
                        "\"booking-3-pooler\"",
                        "\"pooler\"",
                        "EVENTLY_SHARDS_3_URL: the certificate behind booking-3-pooler is of"),
                broken(
                        "databases",
                        "Cluster event",
                        "\"event-2\",",
                        "",
                        "EVENTLY_REPLICAS_1_URL: the certificate behind event-2 is of"),
                broken("accounts", "ServiceAccount gateway", "", "", "its ServiceAccount is missing"),
                broken(
                        "probes' ports",
                        "Deployment jaeger",
                        "\"port\":\"health\"",
                        "\"port\":\"helth\"",
                        "a port helth that it has not"),
                broken("routes", "Gateway edge", "api\\.evently", "www.evently", "no listener https of its hosts"),
                broken(
                        "routes",
                        "Service gateway",
                        "\"port\":8080",
                        "\"port\":80",
                        "no Service gateway with port 8080"),
                broken("routes", "Certificate edge-tls", "api\\.evently", "www.evently", "no Certificate of"),
                broken(
                        "known",
                        "Deployment gateway",
                        "EVENTLY_DRAIN_PAUSE",
                        "EVENTLY_DRAIN_PAUSES",
                        "gateway knows no EVENTLY_DRAIN_PAUSES"),
                broken(
                        "known",
                        "Deployment gateway",
                        "MANAGEMENT_SERVER_PORT",
                        "SPRING_KAFKA_BOTSTRAP",
                        "gateway knows no SPRING_KAFKA_BOTSTRAP"),
                broken(
                        "known",
                        "Deployment booking-service",
                        "EVENTLY_SHARDS_0_URL",
                        "EVENTLY_SHARDS_0_URI",
                        "booking-service knows no EVENTLY_SHARDS_0_URI"),
                broken("known", "ConfigMap settings", "EVENTLY_ISSUER", "EVENTLY_ISUER", "nobody knows EVENTLY_ISUER"),
                broken(
                        "known",
                        "ConfigMap settings",
                        "EVENTLY_DISCOVERY_URL",
                        "EUREKA_CLIENT_SERVICE_URL_DEFAULTZONE",
                        "nobody knows EUREKA_CLIENT_SERVICE_URL_DEFAULTZONE"),
                broken(
                        "overruled",
                        "Deployment gateway",
                        "-javaagent:/otel",
                        "-XX:MaxRAMPercentage=60 -javaagent:/otel",
                        "Deployment gateway: the image overrules -XX:MaxRAMPercentage"),
                broken("once", "Deployment gateway", "EVENTLY_DRAIN_PAUSE", "SERVER_PORT", "SERVER_PORT stands twice"),
                broken(
                        "arrows",
                        "NetworkPolicy redis",
                        "\"gateway\"",
                        "\"x\"",
                        "Deployment gateway does not reach //redis:6379"),
                broken("arrows", "NetworkPolicy event-service", "5432", "5433", "does not reach //event-rw:5432"),
                broken(
                        "arrows",
                        "Kafka evently",
                        "\"analytics-service\"",
                        "\"x\"",
                        "does not reach evently-kafka-bootstrap:9093"));
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void refuses(String rule, String resource, String field, String replacement, String violation) throws IOException {
        List<Resource> broken = new ArrayList<>();
        for (Resource each : rendered("production")) {
            if (!each.toString().equals(resource)) {
                broken.add(each);
            } else if (!field.isEmpty()) {
                String json = each.json().toString().replaceFirst(field, replacement);
                assertThat(json).isNotEqualTo(each.json().toString());
                broken.add(new Resource((ObjectNode) new ObjectMapper().readTree(json)));
            }
        }

        assertThat(rule(rule).violations(Cluster.of(broken))).anyMatch(found -> found.contains(violation));
    }

    private static List<Resource> rendered(String overlay) {
        return Objects.requireNonNull(RENDERED.get(overlay));
    }

    @Test
    void breaksEveryRule() {
        assertThat(breaches().map(breach -> breach.get()[0])).containsAll(new TreeSet<>(RULES.keySet()));
    }

    private static Rule rule(String name) {
        return Objects.requireNonNull(RULES.get(name));
    }
}

package dev.evently.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every manifest is one that its kind has. */
class TypedModelTests {

    static Stream<Path> renderedFolders() {
        return Stream.concat(
                Stream.of(Repository.MANIFESTS.resolve("base")),
                Repository.OVERLAYS.stream().map(Repository::overlay));
    }

    @ParameterizedTest
    @MethodSource("renderedFolders")
    void knowsEveryField(Path folder) {
        List<Resource> resources = Kustomization.render(folder);

        assertThat(resources).hasSizeGreaterThan(100);
        assertThat(resources.stream().flatMap(resource -> TypedModel.violations(resource).stream()))
                .isEmpty();
    }

    @Test
    void rendersEveryFile() {
        Set<Path> rendered = new HashSet<>();
        Repository.OVERLAYS.forEach(overlay -> rendered.addAll(Kustomization.filesOf(Repository.overlay(overlay))));

        List<Path> manifests = Stream.of("base", "sandbox", "overlays")
                .map(Repository.MANIFESTS::resolve)
                .flatMap(folder ->
                        Stream.of(".yaml", ".json").flatMap(ending -> Repository.files(folder, ending).stream()))
                .toList();

        assertThat(rendered).containsExactlyInAnyOrderElementsOf(manifests);
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, gateway, readinessProbe, readynessProbe",
        "Deployment, gateway, httpGet, httpGte",
        "Service, gateway, targetPort, targetport",
        "HorizontalPodAutoscaler, gateway, averageUtilization, averageUtilisation",
        "NetworkPolicy, gateway, podSelector, podSelectors",
        "PodDisruptionBudget, gateway, maxUnavailable, maxUnavailble",
        "Job, migrate-event, backoffLimit, backofLimit",
        "HTTPRoute, api, backendRefs, backends",
        "Gateway, edge, certificateRefs, certificates",
        "Certificate, edge-tls, secretName, secret",
        "PodMonitor, services, podMetricsEndpoints, endpoints",
        "PrometheusRule, evently, annotations, annotation",
        "Kafka, evently, authorization, authorisation",
        "KafkaNodePool, brokers, jvmOptions, jvmOption",
        "KafkaTopic, evently.events, partitions, partition",
        "KafkaUser, booking-service, operations, operation",
        "Cluster, event, walStorage, walstorage",
        "Pooler, booking-0-pooler, poolMode, poolmode",
        "ScheduledBackup, event, schedule, schedul",
        "ObjectStore, backups, retentionPolicy, retention",
    })
    void refusesAMisspeltField(String kind, String name, String field, String misspelt) throws IOException {
        Resource resource = Kustomization.render(Repository.MANIFESTS.resolve("base")).stream()
                .filter(candidate ->
                        candidate.kind().equals(kind) && candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(TypedModel.violations(resource)).isEmpty();

        String wrong = resource.json().toString().replaceFirst("\"" + field + "\"", "\"" + misspelt + "\"");

        assertThat(wrong).contains(misspelt);
        assertThat(violations(wrong)).anyMatch(violation -> violation.contains(misspelt));
    }

    @Test
    void refusesAValueOfAnotherType() throws IOException {
        assertThat(violations("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: wrong }
                spec: { replicas: many }
                """)).isNotEmpty();
    }

    @Test
    void refusesAKindThatNobodyKnows() throws IOException {
        assertThat(violations("""
                apiVersion: apps/v2
                kind: Deployment
                metadata: { name: wrong }
                """)).containsExactly("Deployment wrong: nothing is known of apps/v2");
    }

    private static List<String> violations(String yaml) throws IOException {
        return TypedModel.violations(
                new Resource((ObjectNode) Yaml.documents(yaml).getFirst()));
    }
}

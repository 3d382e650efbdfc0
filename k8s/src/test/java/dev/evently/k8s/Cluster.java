package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What would be there once a rendered folder has been applied: its objects, and what operators make of them.
 *
 * @param resources as they stand in the manifests
 * @param objects the same, typed where there is a class for the kind
 */
record Cluster(List<Resource> resources, List<HasMetadata> objects) {

    private static final Map<String, Integer> POSTGRES_PORTS =
            Map.of("postgres", 5432, "status", 8000, "metrics", 9187);
    private static final Map<String, Integer> POOLER_PORTS = Map.of("pgbouncer", 5432, "metrics", 9127);
    private static final Map<String, Integer> KAFKA_PORTS = Map.of("tls", 9093, "tcp-prometheus", 9404);

    static Cluster of(List<Resource> resources) {
        return new Cluster(
                List.copyOf(resources),
                resources.stream()
                        .filter(resource -> !OperatorSchemas.knows(resource))
                        .map(TypedModel::read)
                        .toList());
    }

    <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Objects of a kind that has no class. */
    Stream<Resource> all(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind) && OperatorSchemas.knows(resource));
    }

    Optional<ConfigMap> configMap(String name) {
        return all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals(name))
                .findFirst();
    }

    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        all(Deployment.class)
                .forEach(each -> workloads.add(new Workload(each, each.getSpec().getTemplate())));
        all(StatefulSet.class)
                .forEach(each -> workloads.add(new Workload(each, each.getSpec().getTemplate())));
        all(Job.class)
                .forEach(each -> workloads.add(new Workload(each, each.getSpec().getTemplate())));
        return workloads;
    }

    /** Every kind of pod that will run: those of workloads, and those that operators make. */
    List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        workloads().forEach(workload -> pods.add(workload.pod()));
        all("Cluster").forEach(cluster -> {
            int instances = cluster.json().at("/spec/instances").asInt();
            IntStream.rangeClosed(1, instances)
                    .forEach(number -> pods.add(new Pod(
                            "postgres " + cluster.name(),
                            Map.of(
                                    "cnpg.io/cluster",
                                    cluster.name(),
                                    "cnpg.io/podRole",
                                    "instance",
                                    "cnpg.io/instanceName",
                                    cluster.name() + "-" + number),
                            POSTGRES_PORTS)));
            pods.add(new Pod(
                    "postgres-job " + cluster.name(),
                    Map.of(
                            "cnpg.io/cluster",
                            cluster.name(),
                            "cnpg.io/jobRole",
                            "join",
                            "cnpg.io/instanceName",
                            cluster.name() + "-" + instances),
                    Map.of()));
        });
        all("Pooler")
                .forEach(pooler -> pods.add(new Pod(
                        "pooler " + pooler.name(),
                        Map.of(
                                "cnpg.io/poolerName", pooler.name(),
                                "cnpg.io/podRole", "pooler",
                                "cnpg.io/cluster",
                                        pooler.json().at("/spec/cluster/name").asText()),
                        POOLER_PORTS)));
        all(Kafka.class)
                .forEach(kafka -> pods.add(new Pod(
                        "kafka",
                        Map.of("strimzi.io/cluster", kafka.getMetadata().getName(), "strimzi.io/kind", "Kafka"),
                        KAFKA_PORTS)));
        return pods;
    }

    /** Which pods a name leads to, by Services of the manifests and by those that operators make. */
    List<Pod> behind(String host) {
        Optional<Service> service = all(Service.class).stream()
                .filter(each -> each.getMetadata().getName().equals(host))
                .findFirst();
        if (service.isPresent()) {
            Map<String, String> selector = service.get().getSpec().getSelector();
            return pods().stream().filter(pod -> pod.has(selector)).toList();
        }
        return pods().stream().filter(pod -> operatorHosts(pod).contains(host)).toList();
    }

    private static Set<String> operatorHosts(Pod pod) {
        String pooler = pod.labels().get("cnpg.io/poolerName");
        if (pooler != null) {
            return Set.of(pooler);
        }
        String cluster = pod.labels().get("cnpg.io/cluster");
        if (cluster != null && pod.labels().containsKey("cnpg.io/jobRole")) {
            return Set.of();
        }
        if (cluster != null) {
            return Set.of(cluster + "-rw", cluster + "-ro", cluster + "-r");
        }
        String kafka = pod.labels().get("strimzi.io/cluster");
        return kafka == null ? Set.of() : Set.of(kafka + "-kafka-bootstrap");
    }

    /** Secrets that operators make, and the keys in each. */
    Map<String, Set<String>> secretsMade() {
        Map<String, Set<String>> made = new TreeMap<>();
        all("Cluster").forEach(cluster -> {
            made.put(cluster.name() + "-app", Set.of("username", "password"));
            // The key beside it is the operator's own.
            made.put(cluster.name() + "-ca", Set.of("ca.crt"));
        });
        all(KafkaUser.class)
                .forEach(user -> made.put(user.getMetadata().getName(), Set.of("password", "sasl.jaas.config")));
        all(Kafka.class)
                .forEach(kafka -> made.put(kafka.getMetadata().getName() + "-cluster-ca-cert", Set.of("ca.crt")));
        return made;
    }

    /** Names of the objects of a kind. */
    Set<String> names(Class<? extends HasMetadata> kind) {
        Set<String> names = new TreeSet<>();
        all(kind).forEach(each -> names.add(each.getMetadata().getName()));
        return names;
    }
}

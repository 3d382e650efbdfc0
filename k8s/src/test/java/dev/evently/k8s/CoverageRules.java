package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to stand beside each workload. */
final class CoverageRules {

    static final Map<String, Rule> ALL = Map.of(
            "budget", CoverageRules::budget,
            "policy", CoverageRules::policy,
            "default deny", CoverageRules::defaultDeny,
            "spread", CoverageRules::spread,
            "replicas", CoverageRules::replicas,
            "metrics", CoverageRules::metrics,
            "backups", CoverageRules::backups,
            "operators", CoverageRules::apiServer);

    private CoverageRules() {}

    private static Stream<Workload> lasting(Cluster cluster) {
        return cluster.workloads().stream().filter(Workload::lasts);
    }

    /** A node that is emptied takes one of its like at a time, and can be emptied. */
    private static List<String> budget(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        lasting(cluster).forEach(workload -> {
            List<PodDisruptionBudget> budgets = cluster.all(PodDisruptionBudget.class).stream()
                    .filter(budget -> workload.pod().matches(budget.getSpec().getSelector()))
                    .toList();
            if (budgets.size() != 1) {
                violations.add("%s has %d budgets of disruption".formatted(workload, budgets.size()));
            }
            budgets.stream()
                    .filter(budget -> budget.getSpec().getMaxUnavailable() == null
                            || budget.getSpec().getMaxUnavailable().getIntVal() < 1)
                    .forEach(budget -> violations.add("%s lets no node be emptied".formatted(workload)));
        });
        return violations;
    }

    /** Each pod has a policy of its own, for both directions unless an operator makes one of them. */
    private static List<String> policy(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        cluster.workloads().forEach(workload -> {
            boolean own = cluster.all(NetworkPolicy.class).stream()
                    .filter(policy -> !isForAll(policy))
                    .filter(policy -> policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")))
                    .anyMatch(policy -> workload.pod().matches(policy.getSpec().getPodSelector()));
            if (!own) {
                violations.add(workload + " has no NetworkPolicy");
            }
        });
        return violations;
    }

    private static boolean isForAll(NetworkPolicy policy) {
        return policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
                && policy.getSpec().getPodSelector().getMatchExpressions().isEmpty();
    }

    private static List<String> defaultDeny(Cluster cluster) {
        boolean denied = cluster.all(NetworkPolicy.class).stream()
                .filter(CoverageRules::isForAll)
                .map(NetworkPolicy::getSpec)
                .anyMatch(spec -> spec.getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                        && spec.getIngress().isEmpty()
                        && spec.getEgress().isEmpty());
        return denied ? List.of() : List.of("Nothing forbids what no policy speaks of");
    }

    /** Instances of one thing do not share the node, the zone or the fate of another. */
    private static List<String> spread(Cluster cluster) {
        return lasting(cluster)
                .filter(workload -> !isAlone(workload))
                .filter(workload -> !isSpread(workload.spec()))
                .map(workload -> workload + " may run on one node")
                .toList();
    }

    private static boolean isAlone(Workload workload) {
        return workload.object() instanceof Deployment deployment
                && Integer.valueOf(1).equals(deployment.getSpec().getReplicas());
    }

    private static boolean isSpread(PodSpec spec) {
        return !spec.getTopologySpreadConstraints().isEmpty()
                || (spec.getAffinity() != null && spec.getAffinity().getPodAntiAffinity() != null);
    }

    /** How many there are is said once: by the autoscaler where there is one. */
    private static List<String> replicas(Cluster cluster) {
        Set<String> scaled = cluster.all(HorizontalPodAutoscaler.class).stream()
                .map(scaler -> scaler.getSpec().getScaleTargetRef().getName())
                .collect(Collectors.toSet());
        List<String> violations = new ArrayList<>();
        scaled.stream()
                .filter(name -> !cluster.names(Deployment.class).contains(name))
                .forEach(name -> violations.add("There is no Deployment %s to scale".formatted(name)));
        cluster.all(Deployment.class).forEach(deployment -> {
            boolean said = deployment.getSpec().getReplicas() != null;
            if (said == scaled.contains(deployment.getMetadata().getName())) {
                violations.add("Deployment %s: %s"
                        .formatted(
                                deployment.getMetadata().getName(),
                                said ? "an apply would undo its autoscaler" : "nobody says how many there are"));
            }
        });
        cluster.all(StatefulSet.class).stream()
                .filter(set ->
                        !cluster.names(Service.class).contains(set.getSpec().getServiceName()))
                .forEach(set -> violations.add("StatefulSet %s: its Service is missing"
                        .formatted(set.getMetadata().getName())));
        return violations;
    }

    /** Every service is read by Prometheus, at a port that it has. */
    private static List<String> metrics(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (PodMonitor monitor : cluster.all(PodMonitor.class)) {
            List<Pod> read = cluster.pods().stream()
                    .filter(pod -> pod.matches(monitor.getSpec().getSelector()))
                    .toList();
            if (read.isEmpty() && monitor.getSpec().getNamespaceSelector() == null) {
                violations.add("PodMonitor %s reads nothing"
                        .formatted(monitor.getMetadata().getName()));
            }
            read.forEach(pod -> monitor.getSpec().getPodMetricsEndpoints().stream()
                    .filter(endpoint -> !pod.ports().containsKey(endpoint.getPort()))
                    .forEach(endpoint -> violations.add("PodMonitor %s: %s has no port %s"
                            .formatted(monitor.getMetadata().getName(), pod.name(), endpoint.getPort()))));
        }
        lasting(cluster)
                .filter(workload -> "service"
                        .equals(workload.object().getMetadata().getLabels().get("app.kubernetes.io/component")))
                .filter(workload -> cluster.all(PodMonitor.class).stream()
                        .noneMatch(monitor ->
                                workload.pod().matches(monitor.getSpec().getSelector())))
                .forEach(workload -> violations.add(workload + " is not read by Prometheus"));
        return violations;
    }

    /** What operators make asks the API server what to be. It has no label, so it is known by its port. */
    private static List<String> apiServer(Cluster cluster) {
        return cluster.pods().stream()
                .filter(pod -> pod.labels().containsKey("cnpg.io/cluster")
                        || pod.labels().containsKey("strimzi.io/cluster"))
                .filter(pod -> cluster.all(NetworkPolicy.class).stream()
                        .filter(policy -> pod.matches(policy.getSpec().getPodSelector()))
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .filter(egress -> egress.getTo().isEmpty())
                        .flatMap(egress -> egress.getPorts().stream())
                        .noneMatch(port ->
                                Integer.valueOf(6443).equals(port.getPort().getIntVal())))
                .map(pod -> pod.name() + " does not reach the API server")
                .distinct()
                .toList();
    }

    /** A database that archives is one that is backed up, and the other way round. */
    private static List<String> backups(Cluster cluster) {
        Set<String> backedUp = cluster.all("ScheduledBackup")
                .filter(backup -> !backup.json().at("/spec/suspend").asBoolean())
                .map(backup -> backup.json().at("/spec/cluster/name").asText())
                .collect(Collectors.toSet());
        return cluster.all("Cluster")
                .filter(database ->
                        database.json().at("/spec/plugins/0/isWALArchiver").asBoolean()
                                != backedUp.contains(database.name()))
                .map(database -> database + " is archived or backed up, and not both")
                .toList();
    }
}

package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may speak to whom within the namespace: what both the policies of the one and those of the other allow. */
final class Arrows {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:^|//)([a-z0-9-]+):([0-9]+)");

    private final Cluster cluster;
    private final List<NetworkPolicy> policies;

    Arrows(Cluster cluster) {
        this.cluster = cluster;
        this.policies = cluster.all(NetworkPolicy.class);
    }

    /** Every arrow between two kinds of pods, such as {@code gateway -> booking-service:8103}. */
    Set<String> allowed() {
        Set<String> allowed = new TreeSet<>();
        List<Pod> pods = cluster.pods();
        for (Pod from : pods) {
            for (Pod to : pods) {
                for (int port : to.ports().values()) {
                    if (isAllowed(from, to, port)) {
                        allowed.add("%s -> %s:%d".formatted(from.name(), to.name(), port));
                    }
                }
            }
        }
        return allowed;
    }

    /** Addresses in the environment of a pod that its policies, or those of who is there, keep it from. */
    static List<String> blocked(Cluster cluster) {
        Arrows arrows = new Arrows(cluster);
        List<String> blocked = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            workload.services().forEach((service, container) -> {
                Map<String, String> environment = new TreeMap<>();
                container
                        .getEnvFrom()
                        .forEach(
                                from -> cluster.configMap(from.getConfigMapRef().getName())
                                        .ifPresent(map -> environment.putAll(map.getData())));
                container.getEnv().stream()
                        .filter(env -> env.getValue() != null)
                        .forEach((EnvVar env) -> environment.put(env.getName(), env.getValue()));
                environment.entrySet().stream()
                        .filter(entry -> ServiceSettings.of(service).knows(entry.getKey())
                                || entry.getKey().startsWith("OTEL_"))
                        .forEach(entry -> HOST_AND_PORT
                                .matcher(entry.getValue())
                                .results()
                                .forEach(address -> arrows.require(workload, entry.getKey(), address, blocked)));
            });
        }
        return blocked;
    }

    private void require(Workload workload, String variable, MatchResult address, List<String> blocked) {
        List<Pod> targets = cluster.behind(address.group(1));
        int port = Integer.parseInt(address.group(2));
        boolean reached =
                !targets.isEmpty() && targets.stream().allMatch(target -> isAllowed(workload.pod(), target, port));
        if (!reached) {
            blocked.add("%s does not reach %s, which is its %s".formatted(workload, address.group(), variable));
        }
    }

    private boolean isAllowed(Pod from, Pod to, int port) {
        return leaves(from, to, port) && enters(from, to, port);
    }

    private boolean leaves(Pod from, Pod to, int port) {
        return of(from, "Egress").stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .anyMatch(rule -> names(rule.getTo(), to) && has(rule.getPorts(), to, port));
    }

    private boolean enters(Pod from, Pod to, int port) {
        if (to.name().equals("kafka")) {
            return cluster.all(Kafka.class).stream()
                    .flatMap(kafka -> kafka.getSpec().getKafka().getListeners().stream())
                    .filter(listener -> listener.getPort() == port)
                    .flatMap(listener -> listener.getNetworkPolicyPeers().stream())
                    .anyMatch(peer -> isThere(peer, from));
        }
        return of(to, "Ingress").stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .anyMatch(rule -> names(rule.getFrom(), from) && has(rule.getPorts(), to, port));
    }

    private List<NetworkPolicy> of(Pod pod, String direction) {
        return policies.stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> pod.matches(policy.getSpec().getPodSelector()))
                .toList();
    }

    private static boolean names(List<NetworkPolicyPeer> peers, Pod pod) {
        return peers.stream().anyMatch(peer -> isThere(peer, pod));
    }

    /** Pods of other namespaces and addresses are none of ours. */
    private static boolean isThere(NetworkPolicyPeer peer, Pod pod) {
        @Nullable LabelSelector pods = peer.getPodSelector();
        return pods != null && peer.getNamespaceSelector() == null && pod.matches(pods);
    }

    private static boolean has(List<NetworkPolicyPort> ports, Pod to, int port) {
        return ports.stream()
                .anyMatch(each -> each.getPort().getStrVal() == null
                        ? each.getPort().getIntVal() == port
                        : Integer.valueOf(port)
                                .equals(to.ports().get(each.getPort().getStrVal())));
    }
}

package dev.evently.k8s;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever is named is there, or is on the list of what has to be there before. */
final class ReferenceRules {

    /** What docs/operations.md asks for before the first deployment, with the keys of each. */
    static final Map<String, Set<String>> SECRETS_TO_BRING = Map.of(
            "identity", Set.of("admin-email", "admin-password", "key-encryption-key"),
            "waitlist-client", Set.of("secret"),
            "tickets", Set.of("signing-key"),
            "payments", Set.of("provider-api-key", "webhook-secret"),
            "mail", Set.of("username", "password"),
            "redis", Set.of("password"),
            "backup-store", Set.of("access-key-id", "secret-access-key"));

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(PASSWORD|SECRET|API_KEY|SIGNING_KEY|ENCRYPTION_KEY|TOKEN|JAAS_CONFIG|CLI_AUTH)$");

    static final Map<String, Rule> ALL = Map.of(
            "services", ReferenceRules::services,
            "settings", ReferenceRules::configMaps,
            "secrets", ReferenceRules::secrets,
            "plain secrets", ReferenceRules::plainSecrets,
            "accounts", ReferenceRules::accounts,
            "probes' ports", ReferenceRules::probes,
            "routes", ReferenceRules::routes);

    private ReferenceRules() {}

    private static List<String> services(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (Service service : cluster.all(Service.class)) {
            List<Pod> pods = cluster.behind(service.getMetadata().getName());
            if (pods.isEmpty()) {
                violations.add("Service %s selects nothing"
                        .formatted(service.getMetadata().getName()));
            }
            for (ServicePort port : service.getSpec().getPorts()) {
                pods.stream()
                        .filter(pod -> !listens(pod, port))
                        .forEach(pod -> violations.add("Service %s: %s does not listen on %s"
                                .formatted(service.getMetadata().getName(), pod.name(), port.getName())));
            }
        }
        return violations;
    }

    private static boolean listens(Pod pod, ServicePort port) {
        IntOrString target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        return target.getStrVal() == null
                ? pod.ports().containsValue(target.getIntVal())
                : pod.ports().containsKey(target.getStrVal());
    }

    private static List<String> configMaps(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            Stream<@Nullable String> volumes = workload.spec().getVolumes().stream()
                    .map(Volume::getConfigMap)
                    .filter(Objects::nonNull)
                    .map(map -> map.getName());
            Stream<@Nullable String> environments = workload.allContainers().stream()
                    .flatMap(container -> container.getEnvFrom().stream())
                    .filter(from -> from.getConfigMapRef() != null)
                    .map(from -> from.getConfigMapRef().getName());
            Stream.concat(volumes, environments)
                    .filter(name -> !cluster.names(ConfigMap.class).contains(name))
                    .forEach(name -> violations.add("%s: there is no ConfigMap %s".formatted(workload, name)));
        }
        return violations;
    }

    private static List<String> secrets(Cluster cluster) {
        Map<String, Set<String>> known = new TreeMap<>(SECRETS_TO_BRING);
        known.putAll(cluster.secretsMade());
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.allContainers()) {
                container.getEnv().stream()
                        .map(EnvVar::getValueFrom)
                        .filter(Objects::nonNull)
                        .map(EnvVarSource::getSecretKeyRef)
                        .filter(Objects::nonNull)
                        .filter(ref ->
                                !known.getOrDefault(ref.getName(), Set.of()).contains(ref.getKey()))
                        .forEach(ref -> violations.add("%s: nobody makes the secret %s with %s"
                                .formatted(workload, ref.getName(), ref.getKey())));
            }
        }
        for (Workload workload : cluster.workloads()) {
            mounted(workload).forEach((secret, keys) -> {
                if (keys.isEmpty()) {
                    violations.add("%s mounts all of the secret %s".formatted(workload, secret));
                }
                keys.stream()
                        .filter(key -> !known.getOrDefault(secret, Set.of()).contains(key))
                        .forEach(key -> violations.add(
                                "%s: nobody makes the secret %s with %s".formatted(workload, secret, key)));
            });
        }
        cluster.all("ObjectStore")
                .flatMap(store -> Stream.of("accessKeyId", "secretAccessKey")
                        .map(key -> store.json().at("/spec/configuration/s3Credentials/" + key)))
                .filter(ref -> !known.getOrDefault(ref.path("name").asText(), Set.of())
                        .contains(ref.path("key").asText()))
                .forEach(ref -> violations.add("ObjectStore: nobody makes the secret " + ref));
        return violations;
    }

    /** Secrets that a pod sees as files, with the keys of each that it names. */
    private static Map<String, Set<String>> mounted(Workload workload) {
        Map<String, Set<String>> mounted = new TreeMap<>();
        for (Volume volume : workload.spec().getVolumes()) {
            if (volume.getSecret() != null) {
                mounted.put(
                        volume.getSecret().getSecretName(),
                        keys(volume.getSecret().getItems()));
            }
            if (volume.getProjected() != null) {
                volume.getProjected().getSources().stream()
                        .map(VolumeProjection::getSecret)
                        .filter(Objects::nonNull)
                        .forEach(secret -> mounted.put(secret.getName(), keys(secret.getItems())));
            }
        }
        return mounted;
    }

    private static Set<String> keys(List<KeyToPath> items) {
        return items.stream().map(KeyToPath::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nothing secret stands in a manifest. */
    private static List<String> plainSecrets(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        cluster.names(Secret.class).forEach(name -> violations.add("Secret %s stands in a manifest".formatted(name)));
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            map.getData().keySet().stream()
                    .filter(key -> SECRET_NAME.matcher(key).matches())
                    .forEach(key -> violations.add("ConfigMap %s: %s is for everybody to read"
                            .formatted(map.getMetadata().getName(), key)));
        }
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.allContainers()) {
                container.getEnv().stream()
                        .filter(env -> env.getValue() != null)
                        .filter(env -> SECRET_NAME.matcher(env.getName()).matches()
                                || env.getValue().matches(".*://[^/@]*:[^/@]*@.*"))
                        .forEach(env ->
                                violations.add("%s: %s stands in a manifest".formatted(workload, env.getName())));
            }
        }
        return violations;
    }

    private static List<String> accounts(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        cluster.workloads().stream()
                .filter(workload -> !cluster.names(ServiceAccount.class)
                        .contains(workload.spec().getServiceAccountName()))
                .forEach(workload -> violations.add(workload + ": its ServiceAccount is missing"));
        cluster.all(ServiceAccount.class).stream()
                .filter(account -> !Boolean.FALSE.equals(account.getAutomountServiceAccountToken()))
                .forEach(account -> violations.add("ServiceAccount %s gives its token away"
                        .formatted(account.getMetadata().getName())));
        return violations;
    }

    private static List<String> probes(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.spec().getContainers()) {
                Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                        .filter(Objects::nonNull)
                        .map(Probe::getHttpGet)
                        .filter(Objects::nonNull)
                        .map(get -> get.getPort().getStrVal())
                        .filter(port -> port == null || !workload.pod().ports().containsKey(port))
                        .forEach(port ->
                                violations.add("%s is asked at a port %s that it has not".formatted(workload, port)));
            }
        }
        return violations;
    }

    private static List<String> routes(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (HTTPRoute route : cluster.all(HTTPRoute.class)) {
            route.getSpec().getParentRefs().stream()
                    .filter(parent -> listener(cluster, parent.getName(), parent.getSectionName(), route)
                            .isEmpty())
                    .forEach(parent -> violations.add("HTTPRoute %s: no listener %s of its hosts"
                            .formatted(route.getMetadata().getName(), parent.getSectionName())));
            route.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getBackendRefs().stream())
                    .filter(backend -> cluster.all(Service.class).stream()
                            .filter(service -> service.getMetadata().getName().equals(backend.getName()))
                            .flatMap(service -> service.getSpec().getPorts().stream())
                            .noneMatch(port -> port.getPort().equals(backend.getPort())))
                    .forEach(backend -> violations.add("HTTPRoute %s: no Service %s with port %d"
                            .formatted(route.getMetadata().getName(), backend.getName(), backend.getPort())));
        }
        for (Gateway gateway : cluster.all(Gateway.class)) {
            gateway.getSpec().getListeners().stream()
                    .filter(listener -> listener.getProtocol().equals("HTTPS"))
                    .filter(listener -> listener.getTls().getCertificateRefs().stream()
                            .noneMatch(ref -> isIssued(cluster, ref.getName(), listener.getHostname())))
                    .forEach(listener -> violations.add("Gateway %s: no Certificate of %s"
                            .formatted(gateway.getMetadata().getName(), listener.getHostname())));
        }
        return violations;
    }

    private static Optional<String> listener(Cluster cluster, String gateway, String section, HTTPRoute route) {
        return cluster.all(Gateway.class).stream()
                .filter(each -> each.getMetadata().getName().equals(gateway))
                .flatMap(each -> each.getSpec().getListeners().stream())
                .filter(listener -> listener.getName().equals(section)
                        && route.getSpec().getHostnames().contains(listener.getHostname()))
                .map(listener -> listener.getName())
                .findFirst();
    }

    private static boolean isIssued(Cluster cluster, String secret, String host) {
        return cluster.all(Certificate.class).stream()
                .map(Certificate::getSpec)
                .anyMatch(spec -> spec.getSecretName().equals(secret)
                        && spec.getDnsNames().contains(host));
    }
}

package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every pod of the suite is like. */
final class PodRules {

    private static final Duration PAUSE_UNLESS_SET = Duration.ofSeconds(3);
    private static final Duration REQUESTS_UNDER_WAY = Duration.ofSeconds(15);
    private static final Duration THE_REST = Duration.ofSeconds(10);

    static final Map<String, Rule> ALL = Map.of(
            "limits", eachContainer(PodRules::limits),
            "probes", PodRules::probes,
            "images", eachContainer(PodRules::image),
            "restricted", PodRules::restricted,
            "token", PodRules::token,
            "drain", PodRules::drain,
            "ports", PodRules::ports,
            "scratch", PodRules::scratch);

    private PodRules() {}

    private static Rule eachContainer(BiConsumer<Container, List<String>> check) {
        return cluster -> {
            List<String> violations = new ArrayList<>();
            for (Workload workload : cluster.workloads()) {
                for (Container container : workload.allContainers()) {
                    List<String> own = new ArrayList<>();
                    check.accept(container, own);
                    own.forEach(each -> violations.add("%s, %s: %s".formatted(workload, container.getName(), each)));
                }
            }
            return violations;
        };
    }

    private static List<String> eachWorkload(Cluster cluster, BiConsumer<Workload, List<String>> check) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            List<String> own = new ArrayList<>();
            check.accept(workload, own);
            own.forEach(each -> violations.add(workload + ": " + each));
        }
        return violations;
    }

    private static void limits(Container container, List<String> violations) {
        ResourceRequirements resources = container.getResources();
        for (String resource : List.of("cpu", "memory")) {
            Quantity request =
                    resources == null ? null : resources.getRequests().get(resource);
            Quantity limit = resources == null ? null : resources.getLimits().get(resource);
            if (request == null || limit == null) {
                violations.add("no request or no limit of " + resource);
            } else if (request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0) {
                violations.add("requests more %s than its limit".formatted(resource));
            }
        }
    }

    private static List<String> probes(Cluster cluster) {
        return eachWorkload(cluster, (workload, violations) -> {
            for (Container container : workload.lasts() ? workload.spec().getContainers() : List.<Container>of()) {
                if (container.getStartupProbe() == null
                        || container.getReadinessProbe() == null
                        || container.getLivenessProbe() == null) {
                    violations.add("%s lacks a probe".formatted(container.getName()));
                }
            }
        });
    }

    private static void image(Container container, List<String> violations) {
        String image = container.getImage();
        String tag = image.substring(image.lastIndexOf('/') + 1);
        if (!tag.contains(":") || tag.endsWith(":latest")) {
            violations.add("the image is not pinned: " + image);
        }
    }

    /** The standard's fields, and a root file system that nobody writes to. */
    private static List<String> restricted(Cluster cluster) {
        return eachWorkload(cluster, (workload, violations) -> {
            PodSpec spec = workload.spec();
            PodSecurityContext pod = Objects.requireNonNullElseGet(spec.getSecurityContext(), PodSecurityContext::new);
            require(violations, "runAsNonRoot is not set", Boolean.TRUE.equals(pod.getRunAsNonRoot()));
            require(violations, "runs as root", pod.getRunAsUser() != null && pod.getRunAsUser() > 0);
            require(
                    violations,
                    "no seccomp profile",
                    pod.getSeccompProfile() != null
                            && "RuntimeDefault".equals(pod.getSeccompProfile().getType()));
            require(
                    violations,
                    "shares a namespace with its host",
                    Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC())
                            .noneMatch(Boolean.TRUE::equals));
            for (Volume volume : spec.getVolumes()) {
                require(
                        violations,
                        "volume %s is of a kind that is not allowed".formatted(volume.getName()),
                        isAllowed(volume));
            }
            for (Container container : workload.allContainers()) {
                requireConfined(container, violations);
            }
        });
    }

    private static void requireConfined(Container container, List<String> violations) {
        SecurityContext context = Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new);
        String name = container.getName();
        require(violations, name + " may gain rights", Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()));
        require(violations, name + " is privileged", !Boolean.TRUE.equals(context.getPrivileged()));
        require(violations, name + " writes to its image", Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()));
        require(
                violations,
                name + " keeps capabilities",
                context.getCapabilities() != null
                        && context.getCapabilities().getDrop().contains("ALL")
                        && context.getCapabilities().getAdd().isEmpty());
        require(violations, name + " runs as root", context.getRunAsUser() == null || context.getRunAsUser() > 0);
        require(
                violations,
                name + " has a port of its host",
                container.getPorts().stream().allMatch(port -> port.getHostPort() == null));
    }

    private static boolean isAllowed(Volume volume) {
        return (volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null)
                || volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getPersistentVolumeClaim() != null
                || (volume.getProjected() != null
                        && volume.getProjected().getSources().stream()
                                .allMatch(source -> source.getServiceAccountToken() == null));
    }

    private static List<String> token(Cluster cluster) {
        List<String> violations = eachWorkload(cluster, (workload, own) -> {
            PodSpec spec = workload.spec();
            require(own, "mounts a token", Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()));
            require(own, "gets the addresses of all Services", Boolean.FALSE.equals(spec.getEnableServiceLinks()));
            require(own, "has no ServiceAccount of its own", spec.getServiceAccountName() != null);
        });
        cluster.resources().stream()
                .filter(resource -> resource.group().equals("rbac.authorization.k8s.io"))
                .forEach(resource -> violations.add(resource + ": nobody here has rights"));
        return violations;
    }

    /** An instance is given as long as it takes to leave in order. */
    private static List<String> drain(Cluster cluster) {
        return eachWorkload(cluster, (workload, violations) -> {
            if (!workload.lasts()) {
                return;
            }
            workload.services().forEach((service, container) -> {
                Duration pause = value(container, "EVENTLY_DRAIN_PAUSE")
                        .map(text -> Duration.parse("PT" + text))
                        .orElse(PAUSE_UNLESS_SET);
                long needed = pause.plus(REQUESTS_UNDER_WAY).plus(THE_REST).toSeconds();
                Long given = workload.spec().getTerminationGracePeriodSeconds();
                require(
                        violations,
                        "is killed after %s s, and needs %d".formatted(given, needed),
                        (given == null ? 30 : given) >= needed);
                require(violations, "pauses for as long as it drains", pause.compareTo(REQUESTS_UNDER_WAY) < 0);
            });
        });
    }

    /** Where it listens is where others look for it. */
    private static List<String> ports(Cluster cluster) {
        return eachWorkload(cluster, (workload, violations) -> {
            if (!workload.lasts()) {
                return;
            }
            workload.services()
                    .forEach((service, container) -> require(
                            violations,
                            "SERVER_PORT is not the port called http",
                            value(container, "SERVER_PORT")
                                    .equals(Optional.ofNullable(
                                                    workload.pod().ports().get("http"))
                                            .map(String::valueOf))));
        });
    }

    /** A JVM and Tomcat write to /tmp. */
    private static List<String> scratch(Cluster cluster) {
        return eachWorkload(
                cluster,
                (workload, violations) -> workload.services()
                        .forEach((service, container) -> require(
                                violations,
                                "has nowhere to write",
                                container.getVolumeMounts().stream()
                                        .map(VolumeMount::getMountPath)
                                        .anyMatch("/tmp"::equals))));
    }

    static Optional<String> value(Container container, String variable) {
        return container.getEnv().stream()
                .filter(env -> env.getName().equals(variable))
                .map(EnvVar::getValue)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static void require(List<String> violations, @Nullable String otherwise, boolean kept) {
        if (!kept && otherwise != null) {
            violations.add(otherwise);
        }
    }
}

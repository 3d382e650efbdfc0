package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who speaks to a database makes sure that it is the one. */
final class TransportRules {

    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://([^:/]+)[^?]*(?:\\?(.*))?");

    static final Map<String, Rule> ALL = Map.of("databases", TransportRules::databases);

    private TransportRules() {}

    private static List<String> databases(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.allContainers()) {
                for (EnvVar env : container.getEnv()) {
                    Matcher database =
                            DATABASE.matcher(Optional.ofNullable(env.getValue()).orElse(""));
                    if (database.matches()) {
                        Stream.of(
                                        unverified(database),
                                        unnamed(cluster, database),
                                        unwatched(workload, container, database),
                                        untrusted(cluster, workload, container, database))
                                .flatMap(Optional::stream)
                                .forEach(found ->
                                        violations.add("%s, %s: %s".formatted(workload, env.getName(), found)));
                    }
                }
            }
        }
        return violations;
    }

    /** Anything below {@code verify-full} takes the certificate of any server for the right one. */
    private static Optional<String> unverified(Matcher database) {
        return "verify-full".equals(parameter(database, "sslmode"))
                ? Optional.empty()
                : Optional.of("believes any server, for sslmode is not verify-full");
    }

    /** The operator's certificate names its own Services, and what the Cluster asks for besides. */
    private static Optional<String> unnamed(Cluster cluster, Matcher database) {
        String host = database.group(1);
        Set<String> names = new TreeSet<>();
        for (String server : serversBehind(cluster, host)) {
            Stream.of("rw", "ro", "r").forEach(role -> names.add(server + "-" + role));
            cluster.all("Cluster")
                    .filter(each -> each.name().equals(server))
                    .forEach(each -> each.json()
                            .at("/spec/certificates/serverAltDNSNames")
                            .forEach(name -> names.add(name.asText())));
        }
        return names.contains(host)
                ? Optional.empty()
                : Optional.of("the certificate behind %s is of %s".formatted(host, names));
    }

    /** The file that it is checked against is mounted, and is the certificate of that server's authority. */
    private static Optional<String> untrusted(
            Cluster cluster, Workload workload, Container container, Matcher database) {
        String file = parameter(database, "sslrootcert");
        String found = files(workload, container).getOrDefault(file, "nothing");
        List<String> wanted = serversBehind(cluster, database.group(1)).stream()
                .map(server -> "ca.crt of " + server + "-ca")
                .toList();
        return wanted.equals(List.of(found))
                ? Optional.empty()
                : Optional.of("'%s' is %s, and should be %s".formatted(file, found, wanted));
    }

    /** The metrics of a service tell when what it believes ends. */
    private static Optional<String> unwatched(Workload workload, Container container, Matcher database) {
        String file = parameter(database, "sslrootcert");
        boolean told = !"service"
                        .equals(workload.object().getMetadata().getLabels().get("app.kubernetes.io/component"))
                || container.getEnv().stream()
                        .filter(env -> env.getName().matches("SPRING_SSL_BUNDLE_PEM_[A-Z0-9]+_TRUSTSTORE_CERTIFICATE"))
                        .anyMatch(env -> file.equals(env.getValue()));
        return told ? Optional.empty() : Optional.of("nobody is told when '%s' ends".formatted(file));
    }

    private static List<String> serversBehind(Cluster cluster, String host) {
        return cluster.behind(host).stream()
                .map(pod -> pod.labels().getOrDefault("cnpg.io/cluster", pod.name()))
                .distinct()
                .toList();
    }

    /** What of which secret a container finds at which path. */
    private static Map<String, String> files(Workload workload, Container container) {
        Map<String, String> files = new TreeMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            workload.spec().getVolumes().stream()
                    .filter(volume -> volume.getName().equals(mount.getName()))
                    .flatMap(TransportRules::projections)
                    .filter(projection -> projection.getSecret() != null)
                    .forEach(projection -> {
                        for (KeyToPath item : projection.getSecret().getItems()) {
                            files.put(
                                    mount.getMountPath() + "/" + item.getPath(),
                                    item.getKey() + " of "
                                            + projection.getSecret().getName());
                        }
                    });
        }
        return files;
    }

    private static Stream<VolumeProjection> projections(Volume volume) {
        return volume.getProjected() == null ? Stream.empty() : volume.getProjected().getSources().stream();
    }

    private static String parameter(Matcher database, String name) {
        return Stream.of(Optional.ofNullable(database.group(2)).orElse("").split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}

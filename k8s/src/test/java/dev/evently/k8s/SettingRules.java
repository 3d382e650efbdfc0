package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** No service is told what it does not listen to. */
final class SettingRules {

    /** What the JVM and the agent read. */
    private static final Set<String> OF_THE_JVM = Set.of(
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "OTEL_SERVICE_NAME",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_TRACES_SAMPLER",
            "OTEL_TRACES_SAMPLER_ARG",
            "OTEL_METRICS_EXPORTER",
            "OTEL_LOGS_EXPORTER",
            "OTEL_JAVAAGENT_LOGGING",
            "OTEL_INSTRUMENTATION_JDBC_ENABLED",
            "OTEL_INSTRUMENTATION_SPRING_SCHEDULING_ENABLED",
            "OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_ID_KEY",
            "OTEL_INSTRUMENTATION_COMMON_LOGGING_SPAN_ID_KEY",
            "OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_FLAGS_KEY");

    /** The name of one. */
    private static final Pattern OPTION = Pattern.compile("-X(ss|ms|mx|X:[+-]?\\w+)");

    static final Map<String, Rule> ALL = Map.of(
            "known",
            SettingRules::known,
            "once",
            SettingRules::once,
            "overruled",
            SettingRules::overruled,
            "arrows",
            Arrows::blocked);

    private SettingRules() {}

    /** What is shared has to mean something to one of those that get it. */
    private static List<String> known(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        Map<String, Set<String>> readers = new TreeMap<>();
        for (Workload workload : cluster.workloads()) {
            workload.services().forEach((service, container) -> {
                container.getEnv().stream()
                        .map(EnvVar::getName)
                        .filter(variable -> !isKnown(service, variable))
                        .forEach(variable ->
                                violations.add("%s: %s knows no %s".formatted(workload, service, variable)));
                container
                        .getEnvFrom()
                        .forEach(from -> readers.computeIfAbsent(
                                        from.getConfigMapRef().getName(), name -> new TreeSet<>())
                                .add(service));
            });
        }
        readers.forEach((map, services) -> cluster.configMap(map).stream()
                .flatMap(each -> each.getData().keySet().stream())
                .filter(variable -> services.stream().noneMatch(service -> isKnown(service, variable)))
                .forEach(variable -> violations.add("ConfigMap %s: nobody knows %s".formatted(map, variable))));
        return violations;
    }

    private static boolean isKnown(String service, String variable) {
        return OF_THE_JVM.contains(variable) || ServiceSettings.of(service).knows(variable);
    }

    /** What the image sets on the command line overrules {@code JAVA_TOOL_OPTIONS}, and not {@code _JAVA_OPTIONS}. */
    private static List<String> overruled(Cluster cluster) {
        List<String> ofTheImage = OPTION.matcher(
                        Repository.read(Repository.ROOT.resolve("images/files/app/java.options")))
                .results()
                .map(MatchResult::group)
                .toList();
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.allContainers()) {
                container.getEnv().stream()
                        .filter(env -> env.getName().equals("JAVA_TOOL_OPTIONS"))
                        .flatMap(env -> OPTION.matcher(env.getValue()).results())
                        .map(MatchResult::group)
                        .filter(ofTheImage::contains)
                        .forEach(option -> violations.add("%s: the image overrules %s".formatted(workload, option)));
            }
        }
        return violations;
    }

    /** A variable that stands twice has the value of the last, which nobody sees. */
    private static List<String> once(Cluster cluster) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            for (Container container : workload.allContainers()) {
                Set<String> seen = new TreeSet<>();
                container.getEnv().stream()
                        .filter(env -> !seen.add(env.getName()))
                        .forEach(env -> violations.add("%s: %s stands twice".formatted(workload, env.getName())));
            }
        }
        return violations;
    }
}

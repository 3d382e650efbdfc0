package dev.evently.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules, dashboards and runbooks of the repository. */
final class Monitoring {

    static final Path ROOT =
            Path.of(System.getProperty("evently.root", "..")).toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("k8s/base/monitoring");
    static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

    private static final String ALERTS = "alerts.yaml";
    private static final String CLUSTER_ALERTS = "cluster-alerts.yaml";
    private static final Pattern DURATION = Pattern.compile("(?m)^(?<key> *for: )[0-9]+[mh]$");
    private static final Pattern AGE = Pattern.compile("(_seconds\\) > )([0-9]+)$", Pattern.MULTILINE);

    private static final Path SERVICES = FOLDER.resolve("../services");
    private static final Pattern SCALED_BY = Pattern.compile("metric: \\{ name: (\\w+) }");

    private Monitoring() {}

    /**
     * An alerting rule.
     *
     * @param name its name; several rules may share one
     */
    record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {

        /** The file name of its runbook. */
        String runbook() {
            return name.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
        }
    }

    /** An expression and where it stands. */
    record Expression(String place, String text) {}

    static List<Alert> alerts() {
        return Stream.concat(rules(ALERTS), rules(CLUSTER_ALERTS))
                .filter(rule -> rule.containsKey("alert"))
                .map(rule -> new Alert(
                        String.valueOf(rule.get("alert")),
                        String.valueOf(rule.get("expr")),
                        texts(part(rule, "labels")),
                        texts(part(rule, "annotations"))))
                .toList();
    }

    static Set<String> alertNames() {
        return alerts().stream().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names under which rules keep what they have computed. */
    static Set<String> recorded() {
        return rules(ALERTS)
                .filter(rule -> rule.containsKey("record"))
                .map(rule -> String.valueOf(rule.get("record")))
                .collect(Collectors.toSet());
    }

    /** What is asked of the suite's own metrics. */
    static List<Expression> expressions() {
        List<Expression> all = scalers();
        rules(ALERTS)
                .forEach(rule -> all.add(new Expression(
                        String.valueOf(rule.containsKey("alert") ? rule.get("alert") : rule.get("record")),
                        String.valueOf(rule.get("expr")))));
        dashboards().forEach((name, board) -> {
            for (JsonNode panel : board.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    all.add(new Expression(
                            name + ": " + panel.path("title").asString(),
                            target.path("expr").asString()));
                }
            }
        });
        return all;
    }

    /** What autoscalers ask of each pod. */
    private static List<Expression> scalers() {
        List<Expression> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SERVICES)) {
            for (Path file : files.sorted().toList()) {
                SCALED_BY
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(metric ->
                                all.add(new Expression(file.getFileName().toString(), metric.group(1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    static Map<String, JsonNode> dashboards() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                all.put(file.getFileName().toString(), JsonMapper.shared().readTree(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Writes the rules as Prometheus itself takes them; the files. */
    static List<Path> writeRules(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String file : List.of(ALERTS, CLUSTER_ALERTS)) {
            written.add(Files.writeString(
                    folder.resolve(file.replace(".yaml", ".rules.yaml")), new Yaml().dump(spec(read(file)))));
        }
        return written;
    }

    /** Writes the rules for a test that has no minutes: what must last minutes lasts seconds, and ages count ten times. */
    static void writeHurriedRules(Path file) throws IOException {
        String hurried = DURATION.matcher(read(ALERTS)).replaceAll("${key}3s");
        Object spec =
                spec(AGE.matcher(hurried).replaceAll(age -> age.group(1) + Integer.parseInt(age.group(2)) / 10.0));
        Files.writeString(file, new Yaml().dump(spec));
    }

    /** A program, if it is installed. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", 0))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object spec(String resource) {
        Map<?, ?> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(resource);
        return part(read, "spec");
    }

    private static Stream<Map<?, ?>> rules(String file) {
        return maps(part((Map<?, ?>) spec(read(file)), "groups")).flatMap(group -> maps(part(group, "rules")));
    }

    private static Object part(Map<?, ?> whole, String name) {
        return Objects.requireNonNull(whole.get(name), name);
    }

    private static Stream<Map<?, ?>> maps(Object list) {
        return ((List<?>) list).stream().map(each -> (Map<?, ?>) each);
    }

    private static Map<String, String> texts(Object map) {
        return ((Map<?, ?>) map)
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }
}

package dev.evently.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that mean something to a service: those of the properties in its settings files, of its records
 * of settings, of the placeholders in its code, and of Spring's own properties.
 */
final class ServiceSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?:\\$\\{|PROPERTY = \")([a-z][a-zA-Z0-9.-]*)");
    private static final Map<String, ServiceSettings> BY_SERVICE = new ConcurrentHashMap<>();
    private static final List<Pattern> OF_SPRING = ofSpring();

    private final List<Pattern> own = new ArrayList<>();

    /** What no variable sets: a key of a map that has capitals, since a variable makes it one of small letters. */
    private final List<Pattern> unreachable = new ArrayList<>();

    private ServiceSettings(String service) {
        Path module = Repository.ROOT.resolve(service);
        String pom = Repository.read(module.resolve("pom.xml"));
        Stream.of(
                        module,
                        pom.contains(">platform-service<") ? Repository.ROOT.resolve("platform/service") : module,
                        pom.contains(">platform-messaging<") ? Repository.ROOT.resolve("platform/messaging") : module)
                .distinct()
                .map(root -> root.resolve("src/main"))
                .forEach(this::read);
    }

    static ServiceSettings of(String service) {
        return BY_SERVICE.computeIfAbsent(service, ServiceSettings::new);
    }

    boolean knows(String variable) {
        return isAmong(Stream.concat(own.stream(), OF_SPRING.stream()), variable)
                && !isAmong(unreachable.stream(), variable);
    }

    private static boolean isAmong(Stream<Pattern> patterns, String variable) {
        return patterns.anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private void read(Path root) {
        for (Path file : Repository.files(root, ".yml")) {
            Yaml.documents(file).forEach(document -> flatten("", document));
            placeholders(Repository.read(file));
        }
        List<Path> sources = Repository.files(root, ".java");
        sources.forEach(source -> placeholders(Repository.read(source)));
        own.addAll(SettingsRecords.variables(sources));
    }

    private void placeholders(String text) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(this::add);
    }

    private void flatten(String prefix, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(), field.getValue()));
        } else if (prefix.chars().anyMatch(Character::isUpperCase)) {
            unreachable.add(Pattern.compile(variable(prefix)));
        } else {
            add(prefix);
        }
    }

    private void add(String property) {
        own.add(Pattern.compile(variable(property)));
    }

    /** The environment variable of a property, as an expression; a dash may be left out or be an underscore. */
    static String variable(String property) {
        return property.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toUpperCase(Locale.ROOT)
                .replace("-", "_?")
                .replace(".", "_");
    }

    private static List<Pattern> ofSpring() {
        List<Pattern> known = new ArrayList<>();
        try {
            for (URL metadata : Collections.list(ServiceSettings.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = metadata.openStream()) {
                    for (JsonNode property : new ObjectMapper().readTree(json).path("properties")) {
                        boolean map = property.path("type").asText().startsWith("java.util.Map<");
                        known.add(
                                Pattern.compile(variable(property.path("name").asText()) + (map ? "_[A-Z0-9_]+" : "")));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    /** Whether there is such a service in the repository. */
    static boolean exists(String service) {
        return Files.isDirectory(Repository.ROOT.resolve(service).resolve("src/main"));
    }
}

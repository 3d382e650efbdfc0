package dev.evently.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code kubectl kustomize} makes of a folder, for the part of Kustomize that the manifests use: resources, maps of files, a
 * namespace, JSON patches with a target, and images. Anything else is refused. A machine need not have kubectl for the
 * checks; where it is there, {@link RenderingTests} compares the two.
 */
final class Kustomization {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "configMapGenerator", "patches", "images");
    private static final Set<String> KNOWN_OF_GENERATOR = Set.of("name", "files", "options");
    private static final Set<String> KNOWN_OF_OPTIONS = Set.of("disableNameSuffixHash", "labels");
    private static final Set<String> KNOWN_OF_PATCH = Set.of("path", "target");
    private static final Set<String> KNOWN_OF_TARGET = Set.of("group", "kind", "name", "labelSelector");
    private static final Set<String> KNOWN_OF_IMAGE = Set.of("name", "newName", "newTag");
    private static final Set<String> WITHOUT_NAMESPACE = Set.of("Namespace");

    private final Path folder;
    private final JsonNode file;

    private Kustomization(Path folder) {
        this.folder = folder;
        this.file = Yaml.document(folder.resolve("kustomization.yaml"));
        requireKnown(file, KNOWN);
    }

    static List<Resource> render(Path folder) {
        return new Kustomization(folder).render();
    }

    /** Every file that rendering the folder reads. */
    static Set<Path> filesOf(Path folder) {
        Kustomization kustomization = new Kustomization(folder);
        Set<Path> files = new LinkedHashSet<>();
        files.add(folder.resolve("kustomization.yaml").normalize());
        for (JsonNode resource : kustomization.file.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            files.addAll(Files.isDirectory(path) ? filesOf(path) : Set.of(path));
        }
        for (JsonNode generator : kustomization.file.path("configMapGenerator")) {
            generator
                    .path("files")
                    .forEach(name -> files.add(folder.resolve(name.asText()).normalize()));
        }
        kustomization
                .file
                .path("patches")
                .forEach(patch -> files.add(folder.resolve(text(patch, "path")).normalize()));
        return files;
    }

    private List<Resource> render() {
        List<Resource> resources = new ArrayList<>();
        for (JsonNode name : file.path("resources")) {
            Path path = folder.resolve(name.asText()).normalize();
            if (Files.isDirectory(path)) {
                resources.addAll(render(path));
            } else {
                Yaml.documents(path).forEach(document -> resources.add(new Resource((ObjectNode) document)));
            }
        }
        file.path("configMapGenerator").forEach(generator -> resources.add(configMap(generator)));
        file.path("patches").forEach(patch -> apply(patch, resources));
        if (file.has("namespace")) {
            resources.forEach(this::putNamespace);
        }
        file.path("images").forEach(image -> resources.forEach(resource -> putImage(image, resource.json())));
        return resources;
    }

    /** A map of files by their names; its own name has no suffix made of what is in them. */
    private Resource configMap(JsonNode generator) {
        requireKnown(generator, KNOWN_OF_GENERATOR);
        JsonNode options = generator.path("options");
        requireKnown(options, KNOWN_OF_OPTIONS);
        if (!options.path("disableNameSuffixHash").asBoolean()) {
            throw new IllegalArgumentException("Rendering knows no suffixes of names: " + generator);
        }
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = map.putObject("metadata").put("name", text(generator, "name"));
        if (options.has("labels")) {
            metadata.set("labels", options.path("labels").deepCopy());
        }
        ObjectNode data = map.putObject("data");
        for (JsonNode name : generator.path("files")) {
            Path path = folder.resolve(name.asText());
            try {
                data.put(path.getFileName().toString(), Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Resource(map);
    }

    private void apply(JsonNode patch, List<Resource> resources) {
        requireKnown(patch, KNOWN_OF_PATCH);
        requireKnown(patch.path("target"), KNOWN_OF_TARGET);
        JsonNode operations = Yaml.document(folder.resolve(text(patch, "path")));
        boolean matched = false;
        for (int i = 0; i < resources.size(); i++) {
            if (isTarget(patch.path("target"), resources.get(i))) {
                JsonNode patched = JsonPatch.apply(operations, resources.get(i).json());
                resources.set(i, new Resource((ObjectNode) patched));
                matched = true;
            }
        }
        if (!matched) {
            throw new IllegalArgumentException("%s: a patch has no target: %s".formatted(folder, patch));
        }
    }

    private static boolean isTarget(JsonNode target, Resource resource) {
        return resource.kind().matches(text(target, "kind"))
                && (!target.has("group") || resource.group().equals(text(target, "group")))
                && (!target.has("name") || resource.name().matches(text(target, "name")))
                && (!target.has("labelSelector") || hasLabel(text(target, "labelSelector"), resource));
    }

    private static boolean hasLabel(String selector, Resource resource) {
        String[] keyAndValue = selector.split("=", 2);
        return Map.entry(keyAndValue[0], keyAndValue[1])
                .equals(resource.labels().entrySet().stream()
                        .filter(label -> label.getKey().equals(keyAndValue[0]))
                        .findFirst()
                        .orElse(null));
    }

    private void putNamespace(Resource resource) {
        if (resource.kind().equals("Namespace")) {
            ((ObjectNode) resource.json().path("metadata")).put("name", text(file, "namespace"));
        }
        if (!WITHOUT_NAMESPACE.contains(resource.kind())) {
            ((ObjectNode) resource.json().path("metadata")).put("namespace", text(file, "namespace"));
        }
    }

    private static void putImage(JsonNode image, JsonNode node) {
        requireKnown(image, KNOWN_OF_IMAGE);
        if (node instanceof ObjectNode object && object.path("image").isTextual()) {
            String old = object.path("image").asText();
            int colon = old.lastIndexOf(':');
            String name = colon < 0 ? old : old.substring(0, colon);
            if (name.equals(text(image, "name"))) {
                String newName = image.path("newName").asText(name);
                String tag = image.path("newTag").asText(old.substring(colon + 1));
                object.put("image", newName + ":" + tag);
            }
        }
        node.forEach(child -> putImage(image, child));
    }

    private static void requireKnown(JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("Rendering knows no %s: %s".formatted(field, object));
            }
        });
    }

    private static String text(JsonNode object, String field) {
        String text = object.path(field).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("%s is missing: %s".formatted(field, object));
        }
        return text;
    }
}

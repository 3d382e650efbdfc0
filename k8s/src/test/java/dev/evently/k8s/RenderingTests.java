package dev.evently.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked is what kubectl would apply. */
class RenderingTests {

    @ParameterizedTest
    @ValueSource(strings = {"local", "staging", "production"})
    void rendersWhatKubectlDoes(String overlay) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "kubectl is not installed");

        Map<String, JsonNode> kubectls = byName(renderedByKubectl(Repository.overlay(overlay)));

        assertThat(byName(Kustomization.render(Repository.overlay(overlay))))
                .hasSameSizeAs(kubectls)
                .allSatisfy((name, resource) -> assertThat(resource).as(name).isEqualTo(kubectls.get(name)));
    }

    @Test
    void refusesWhatItDoesNotRender(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "namePrefix: a-\n");

        assertThatThrownBy(() -> Kustomization.render(folder)).hasMessageContaining("Rendering knows no namePrefix");
    }

    @Test
    void refusesAPatchWithoutTarget(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), """
                resources: []
                patches:
                  - path: patch.yaml
                    target: { kind: Deployment }
                """);
        Files.writeString(folder.resolve("patch.yaml"), "[]");

        assertThatThrownBy(() -> Kustomization.render(folder)).hasMessageContaining("a patch has no target");
    }

    private static Map<String, JsonNode> byName(List<Resource> resources) {
        Map<String, JsonNode> byName = new TreeMap<>();
        resources.forEach(resource -> assertThat(byName.put(resource.toString(), resource.json()))
                .as("%s stands there once", resource)
                .isNull());
        return byName;
    }

    private static List<Resource> renderedByKubectl(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Yaml.documents(output).stream()
                .map(document -> new Resource((ObjectNode) document))
                .toList();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}

package dev.evently.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The promises that readers build on already, as `contracts/landed` has them: a file for each topic. */
final class Landed {

    private static final Path FOLDER = ContractFiles.inRepository("contracts/landed");
    private static final Path NEXT = ContractFiles.inRepository("contracts/target/landed");
    private static final String FILE = ".json";
    private static final JsonMapper JSON = new JsonMapper();

    private Landed() {}

    /** The landed promises by the names of their topics. */
    static Map<String, JsonNode> written() {
        return read(FOLDER);
    }

    /** What the contracts promise now. */
    static Map<String, JsonNode> contracts() {
        Map<String, JsonNode> promises = new TreeMap<>();
        // Numbers are compared as JSON writes them, not as they came into memory.
        Topic.all()
                .forEach(topic -> promises.put(
                        topic.name(), JSON.readTree(Promises.of(topic).toString())));
        return promises;
    }

    /** The types that nobody reads any more. */
    static Set<String> retired() {
        return retired(ContractFiles.text(FOLDER.resolve("retired.txt")));
    }

    /**
     * The types that a text retires: its lines, each below one that begins with `#` and says who has confirmed it.
     *
     * @throws IllegalArgumentException if nobody has confirmed one
     */
    static Set<String> retired(String text) {
        Set<String> retired = new HashSet<>();
        String before = "";
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                if (before.replace("#", "").isBlank() || !before.startsWith("#")) {
                    throw new IllegalArgumentException(
                            "Above " + line + " nobody says who has confirmed that it may go");
                }
                retired.add(line);
            }
            before = line;
        }
        return retired;
    }

    /** Leaves the promises where they can be copied from, or nothing. */
    static void leave(Map<String, JsonNode> promises) throws IOException {
        Files.createDirectories(NEXT);
        for (String topic : read(NEXT).keySet()) {
            Files.delete(NEXT.resolve(topic + FILE));
        }
        for (Map.Entry<String, JsonNode> topic : promises.entrySet()) {
            Files.writeString(
                    NEXT.resolve(topic.getKey() + FILE), topic.getValue().toPrettyString() + "\n");
        }
    }

    /**
     * The promises as each commit of the main branch wrote them down that this work goes back to, by the commits; the work
     * began where it left the main branch, or with the last commit on the main branch itself. Empty where Git cannot tell, in
     * an archive of the sources or a clone without history.
     */
    static Map<String, Map<String, JsonNode>> inGit() {
        Optional<String> here = git("rev-parse", "HEAD");
        return git("merge-base", "HEAD", "origin/main")
                .or(() -> git("merge-base", "HEAD", "main"))
                .filter(base -> !here.equals(Optional.of(base)))
                .or(() -> git("rev-parse", "--verify", "--quiet", "HEAD^"))
                .flatMap(base -> git("log", "--first-parent", "--format=%H", base, "--", "contracts/landed"))
                .map(commits -> commits.lines().collect(Collectors.toMap(commit -> commit, Landed::inCommit)))
                .orElseGet(Map::of);
    }

    private static Map<String, JsonNode> inCommit(String commit) {
        Map<String, JsonNode> promises = new TreeMap<>();
        git("ls-tree", "--name-only", commit, "contracts/landed/")
                .orElse("")
                .lines()
                .filter(file -> file.endsWith(FILE))
                .map(file -> JSON.readTree(git("show", commit + ":" + file).orElseThrow()))
                .forEach(topic -> promises.put(topic.path("topic").asString(), topic));
        return promises;
    }

    /** What a command prints; empty if it fails or there is no Git. */
    private static Optional<String> git(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-C", ContractFiles.inRepository("").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, JsonNode> read(Path folder) {
        Map<String, JsonNode> promises = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(FILE))
                        .map(JSON::readTree)
                        .forEach(topic -> promises.put(topic.path("topic").asString(), topic));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return promises;
    }
}

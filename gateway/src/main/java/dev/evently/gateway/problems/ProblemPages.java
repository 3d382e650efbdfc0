package dev.evently.gateway.problems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages behind the {@code type} of every problem, as Markdown; the build copies them from {@code docs/problems}. */
@RestController
class ProblemPages {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final Map<String, String> pages = pages();

    /**
     * Every problem of the API.
     *
     * @param next always null: it is one page
     */
    record Index(List<Entry> items, @Nullable String next) {}

    /** A problem; its type is where its page is. */
    record Entry(String type, String title) {}

    @GetMapping("/problems")
    Index index() {
        return new Index(
                pages.entrySet().stream()
                        .map(page -> new Entry("/problems/" + page.getKey(), titleOf(page.getValue())))
                        .toList(),
                null);
    }

    @GetMapping(path = "/problems/{name:[a-z0-9-]+}", produces = MARKDOWN)
    ResponseEntity<String> page(@PathVariable String name) {
        String page = pages.get(name);
        if (page == null) {
            throw new ProblemException(GatewayProblem.NOT_FOUND, "There is no problem of this name");
        }
        return ResponseEntity.ok().body(page);
    }

    private static String titleOf(String page) {
        return page.lines().findFirst().orElse("").replaceFirst("^#+ *", "");
    }

    private static Map<String, String> pages() {
        try {
            Map<String, String> pages = new TreeMap<>();
            for (Resource page : new PathMatchingResourcePatternResolver().getResources("classpath:problems/*.md")) {
                String file = String.valueOf(page.getFilename());
                pages.put(file.replaceFirst("\\.md$", ""), page.getContentAsString(StandardCharsets.UTF_8));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

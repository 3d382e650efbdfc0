package dev.evently.gateway.problems;

import dev.evently.gateway.security.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages behind the {@code type} of every problem, as Markdown; the build copies them from {@code docs/problems}. */
@RestController
class ProblemPages {

    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    private static final String BASE = "/problems/";
    private static final int MOST = 100;

    private final NavigableMap<String, String> pages = pages();
    /** Of all pages: they change together, with a release. */
    private final String tag = "W/\"" + HexFormat.of().formatHex(Sha256.of(pages.toString()), 0, 16) + "\"";

    /**
     * Problems of the API by name.
     *
     * @param next the cursor of the page that follows, or null on the last page
     */
    record Index(List<Entry> items, @Nullable String next) {}

    /** A problem; its type is where its page is. */
    record Entry(String type, String title) {}

    @GetMapping("/problems")
    ResponseEntity<Index> index(
            @RequestParam(defaultValue = "" + MOST) int limit, @RequestParam(defaultValue = "") String cursor) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(GatewayProblem.VALIDATION).field("limit", "must be 1 to " + MOST);
        }
        NavigableMap<String, String> left = cursor.isEmpty() ? pages : pages.tailMap(nameOf(cursor), false);
        List<Entry> items = left.entrySet().stream()
                .limit(limit)
                .map(page -> new Entry(BASE + page.getKey(), titleOf(page.getValue())))
                .toList();
        if (items.size() == left.size()) {
            return ResponseEntity.ok().eTag(tag).body(new Index(items, null));
        }
        String next = cursorOf(items.getLast().type().substring(BASE.length()));
        return ResponseEntity.ok()
                .eTag(tag)
                .header(HttpHeaders.LINK, "</problems?limit=%d&cursor=%s>; rel=\"next\"".formatted(limit, next))
                .body(new Index(items, next));
    }

    private static String cursorOf(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private String nameOf(String cursor) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (pages.containsKey(name)) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Not even Base64, so not one of ours either.
        }
        throw new ProblemException(GatewayProblem.INVALID_CURSOR, "Use the value of 'next' as it was given")
                .field("cursor", "must be the 'next' of a page of this list");
    }

    @GetMapping(path = "/problems/{name:[a-z0-9-]+}", produces = MARKDOWN)
    ResponseEntity<String> page(@PathVariable String name) {
        String page = pages.get(name);
        if (page == null) {
            throw new ProblemException(GatewayProblem.NOT_FOUND, "There is no problem of this name");
        }
        return ResponseEntity.ok().eTag(tag).body(page);
    }

    private static String titleOf(String page) {
        return page.lines().findFirst().orElse("").replaceFirst("^#+ *", "");
    }

    private static NavigableMap<String, String> pages() {
        try {
            NavigableMap<String, String> pages = new TreeMap<>();
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

package dev.evently.gateway.docs;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Pages to browse the API's document with; all that they are made of comes from this gateway. */
@RestController
class BrowserController {

    /** The one thing that is not forbidden beyond this gateway's own files: the browser sets styles by attributes. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");

    private record Asset(Resource content, MediaType type) {}

    private final Asset start = new Asset(new ClassPathResource("docs/index.html"), PAGE);
    private final Map<String, Asset> assets = Map.of(
            "browse.js", new Asset(new ClassPathResource("docs/browse.js"), SCRIPT),
            "swagger-ui-bundle.js", new Asset(ofWebjar("swagger-ui-bundle.js"), SCRIPT),
            "swagger-ui.css", new Asset(ofWebjar("swagger-ui.css"), STYLE));

    @GetMapping("/docs")
    ResponseEntity<Resource> start() {
        return answer(start);
    }

    @GetMapping("/docs/{name}")
    ResponseEntity<Resource> asset(@PathVariable String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new ProblemException(GatewayProblem.NOT_FOUND);
        }
        return answer(asset);
    }

    private static ResponseEntity<Resource> answer(Asset asset) {
        return ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .body(asset.content());
    }

    private static Resource ofWebjar(String name) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + name);
            if (found.length != 1) {
                throw new IllegalStateException(name + " is on the class path " + found.length + " times");
            }
            return found[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.evently.gateway.problems;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages behind the {@code type} of every problem, as Markdown; the build copies them from {@code docs/problems}. */
@RestController
class ProblemPages {

    private static final MediaType MARKDOWN = MediaType.parseMediaType("text/markdown;charset=UTF-8");

    @GetMapping("/problems/{name:[a-z0-9-]+}")
    ResponseEntity<Resource> page(@PathVariable String name) {
        Resource page = new ClassPathResource("problems/" + name + ".md");
        if (!page.exists()) {
            throw new ProblemException(GatewayProblem.NOT_FOUND, "There is no problem of this name");
        }
        return ResponseEntity.ok().contentType(MARKDOWN).body(page);
    }
}

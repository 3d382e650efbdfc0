package dev.evently.gateway.docs;

import dev.evently.gateway.security.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The OpenAPI document of the whole API. */
@RestController
class DocumentController {

    /** Names the services whose operations are missing because they have not been heard of yet. */
    private static final String INCOMPLETE = "Evently-Incomplete";

    private final ServiceDocuments documents;

    DocumentController(ServiceDocuments documents) {
        this.documents = documents;
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<String>> document() {
        return documents.merged().map(merged -> {
            ResponseEntity.BodyBuilder answer =
                    ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(tagOf(merged.json()));
            if (!merged.missing().isEmpty()) {
                answer.header(INCOMPLETE, String.join(", ", merged.missing()));
            }
            return answer.contentType(new MediaType(MediaType.APPLICATION_JSON, StandardCharsets.UTF_8))
                    .body(merged.json());
        });
    }

    private static String tagOf(String json) {
        return "\"" + HexFormat.of().formatHex(Sha256.of(json), 0, 16) + "\"";
    }
}

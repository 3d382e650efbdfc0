package dev.evently.event.search;

import dev.evently.event.cache.Found;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.NextLink;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.WrittenJson;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The search over HTTP. */
@RestController
class SearchController {

    private final SearchEvents search;
    private final PublicPages publicPages;
    private final JsonMapper json;

    SearchController(SearchEvents search, PublicPages publicPages, JsonMapper json) {
        this.search = search;
        this.publicPages = publicPages;
        this.json = json;
    }

    /** Whoever asks for one organizer's events may be of its team, which sees more than the public. */
    @GetMapping(path = "/api/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "Words of title and description",
            schema = @Schema(type = "string", maxLength = 200),
            example = "jazz")
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string", maxLength = 200),
            example = "music")
    @Parameter(
            name = "city",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string", maxLength = 200),
            example = "Berlin")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "The earliest start, or its date",
            schema = @Schema(type = "string"),
            example = "2030-01-31T18:00:00Z")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "The latest start, or its date",
            schema = @Schema(type = "string"),
            example = "2030-02-28")
    @Parameter(
            name = "near",
            in = ParameterIn.QUERY,
            description = "latitude,longitude in degrees",
            schema = @Schema(type = "string"),
            example = "52.52,13.405")
    @Parameter(
            name = "radiusKm",
            in = ParameterIn.QUERY,
            description = "Needs near; 50 if it is left out",
            schema = @Schema(type = "number", exclusiveMinimumValue = 0, maximum = "20038"),
            example = "25")
    @Parameter(
            name = "minPrice",
            in = ParameterIn.QUERY,
            description = "Minor units",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"),
            example = "1000")
    @Parameter(
            name = "maxPrice",
            in = ParameterIn.QUERY,
            description = "Minor units",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"),
            example = "5000")
    @Parameter(
            name = "currency",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string", pattern = "[A-Z]{3}"),
            example = "EUR")
    @Parameter(name = "organizerId", in = ParameterIn.QUERY, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Drafts are shown to their team",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"DRAFT", "PUBLISHED", "CANCELLED"}))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"startsAt", "price", "distance", "relevance"}))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100", defaultValue = "20"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next of a page",
            schema = @Schema(type = "string"))
    @ApiOperation(id = "searchEvents", summary = "Finds published events")
    ResponseEntity<WrittenJson<Page<ListingView>>> find(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            Optional<Caller> caller,
            HttpServletRequest http) {
        SearchParameters.Request request = SearchParameters.read(parameters);
        if (request.cursor() != null) {
            var _ = Position.read(request.cursor(), request.query());
        }
        UUID reader = caller.map(Caller::userId).orElse(null);
        if (reader != null && request.query().organizerId() != null) {
            Page<ListingView> page = search.find(request.query(), request.limit(), request.cursor(), reader);
            return answer(ResponseEntity.ok(), json.writeValueAsBytes(page), page.next(), http);
        }
        Found found = publicPages.find(request);
        return answer(found.respond(), found.answer().json(), found.answer().next(), http);
    }

    private static ResponseEntity<WrittenJson<Page<ListingView>>> answer(
            ResponseEntity.BodyBuilder response, byte[] page, @Nullable String next, HttpServletRequest http) {
        if (next != null) {
            response.header(HttpHeaders.LINK, NextLink.of(new ServletServerHttpRequest(http).getURI(), next));
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(new WrittenJson<>(page));
    }
}

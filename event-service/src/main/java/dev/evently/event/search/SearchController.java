package dev.evently.event.search;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.Page;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search over HTTP. */
@RestController
class SearchController {

    private final SearchEvents search;

    SearchController(SearchEvents search) {
        this.search = search;
    }

    @GetMapping("/api/v1/events")
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
    Page<ListingView> find(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters, Optional<Caller> caller) {
        SearchParameters.Request request = SearchParameters.read(parameters);
        return search.find(
                request.query(),
                request.limit(),
                request.cursor(),
                caller.map(Caller::userId).orElse(null));
    }
}

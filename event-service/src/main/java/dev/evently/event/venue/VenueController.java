package dev.evently.event.venue;

import dev.evently.event.constraint.CountryCode;
import dev.evently.event.constraint.SingleLine;
import dev.evently.event.constraint.TimeZoneName;
import dev.evently.event.idempotency.IdempotentRequests;
import dev.evently.event.paging.PagesById;
import dev.evently.event.venue.Venues.Opening;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.id.Ids;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Venues over HTTP, for the team of their organizer. The public sees a venue with the event that takes place there. */
@RestController
@RequestMapping("/api/v1/venues")
class VenueController {

    private final Venues venues;
    private final IdempotentRequests idempotent;

    VenueController(Venues venues, IdempotentRequests idempotent) {
        this.venues = venues;
        this.idempotent = idempotent;
    }

    record VenueRequest(
            @NotNull UUID organizerId,
            @NotNull @SingleLine @Size(max = 200) String name,
            @NotNull @SingleLine @Size(max = 300) String address,
            @NotNull @SingleLine @Size(max = 100) String city,
            @NotNull @CountryCode String country,
            @NotNull @DecimalMin("-90") @DecimalMax("90") Double latitude,
            @NotNull @DecimalMin("-180") @DecimalMax("180") Double longitude,
            @NotNull @TimeZoneName String timezone,
            @NotNull @Min(1) @Max(1_000_000) Integer capacity) {

        Venue venue(UUID id) {
            return new Venue(id, organizerId, name, address, city, country, latitude, longitude, timezone, capacity);
        }
    }

    @PostMapping
    @OrganizerOperation
    @ApiOperation(
            id = "openVenue",
            summary = "Opens a venue of an organizer",
            success = 201,
            headers = "Location",
            problems = "not-found")
    ResponseEntity<Venue> open(
            @Valid @RequestBody VenueRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        UUID user = caller.requireUserId();
        return idempotent.answer(key, caller, "POST /venues", request, Venue.class, () -> switch (venues.open(
                user, request.venue(Ids.next()))) {
            case Opening.Opened(Venue venue) ->
                ResponseEntity.created(URI.create("/api/v1/venues/" + venue.id()))
                        .body(venue);
            case Opening.NotFound() -> throw notFound().field("organizerId", "is not an organizer of yours");
            case Opening.NotAllowed() ->
                throw new ProblemException(CommonProblem.FORBIDDEN, "Only owners and managers may open venues");
        });
    }

    @GetMapping("/{id}")
    @ApiOperation(id = "readVenue", summary = "Reads a venue, for the team of its organizer")
    Venue one(@PathVariable UUID id, Caller caller) {
        return venues.find(id, caller.requireUserId()).orElseThrow(VenueController::notFound);
    }

    @GetMapping
    @ApiOperation(id = "listVenues", summary = "Lists the venues of an organizer, for its team", problems = "not-found")
    Page<Venue> ofOrganizer(
            @RequestParam UUID organizerId,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        return venues.of(organizerId, caller.requireUserId(), PagesById.after(cursor), limit + 1)
                .map(found -> PagesById.page(found, limit, Venue::id))
                .orElseThrow(VenueController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonProblem.NOT_FOUND);
    }
}

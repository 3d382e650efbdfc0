package dev.evently.event.catalogue;

import dev.evently.event.cache.CatalogueCache;
import dev.evently.event.cache.Found;
import dev.evently.event.cache.PublicAnswer;
import dev.evently.event.idempotency.IdempotentRequests;
import dev.evently.event.revision.EntityTag;
import dev.evently.event.revision.IfMatch;
import dev.evently.event.views.EventViews;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import dev.evently.platform.web.WrittenJson;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events over HTTP. Published and cancelled ones are public; whoever is not in the team does not learn of a draft, and
 * cannot tell somebody else's event from none by trying to write it.
 */
@RestController
@RequestMapping("/api/v1/events")
class EventController {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    /** How many shared the gateway's last answer; no client can send it. */
    private static final String OTHER_READERS = "X-Evently-Readers";

    private final Catalogue catalogue;
    private final PatchedPlans patchedPlans;
    private final IdempotentRequests idempotent;
    private final EventViews views;
    private final CatalogueCache cache;
    private final JsonMapper json;

    EventController(
            Catalogue catalogue,
            PatchedPlans patchedPlans,
            IdempotentRequests idempotent,
            EventViews views,
            CatalogueCache cache,
            JsonMapper json) {
        this.catalogue = catalogue;
        this.patchedPlans = patchedPlans;
        this.idempotent = idempotent;
        this.views = views;
        this.cache = cache;
        this.json = json;
    }

    @PostMapping
    @OrganizerOperation
    @ApiOperation(
            id = "draftEvent",
            summary = "Drafts an event",
            success = 201,
            headers = {"Location", "ETag"},
            problems = "not-found")
    ResponseEntity<EventView> draft(
            @Valid @RequestBody EventPlan plan,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        UUID user = caller.requireUserId();
        return idempotent.answer(key, caller, "POST /events", plan, EventView.class, () -> {
            Event event = event(catalogue.draft(user, plan));
            return ResponseEntity.created(
                            URI.create("/api/v1/events/" + event.head().id()))
                    .eTag(EntityTag.of(event.head().version()))
                    .body(EventView.of(event));
        });
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiOperation(id = "readEvent", summary = "Reads an event; a draft only its team")
    ResponseEntity<WrittenJson<EventView>> one(
            @PathVariable UUID id,
            @Parameter(hidden = true) @RequestHeader(name = OTHER_READERS, defaultValue = "0") @PositiveOrZero
                    int otherReaders,
            Optional<Caller> caller) {
        Found found = cache.event(id);
        PublicAnswer answer = found.answer();
        if (answer.kind() == PublicAnswer.Kind.ABSENT) {
            return draft(id, caller);
        }
        if (answer.kind() == PublicAnswer.Kind.PUBLISHED) {
            views.count(id, 1L + otherReaders);
        }
        return found.respond()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(EntityTag.of(answer.version()))
                .body(new WrittenJson<>(answer.json()));
    }

    /** What the public does not see may be there for a member of the team, who is never answered from the cache. */
    private ResponseEntity<WrittenJson<EventView>> draft(UUID id, Optional<Caller> caller) {
        Event event = caller.map(Caller::userId)
                .flatMap(reader -> catalogue.find(id, reader))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        return ResponseEntity.ok()
                .cacheControl(event instanceof Event.Draft ? CacheControl.noStore() : CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(EntityTag.of(event.head().version()))
                .body(new WrittenJson<>(json.writeValueAsBytes(EventView.of(event))));
    }

    @PutMapping("/{id}")
    @OrganizerOperation
    @ApiOperation(
            id = "replaceEvent",
            summary = "Replaces what is planned for an event",
            headers = "ETag",
            problems = "event-cancelled")
    ResponseEntity<EventView> replace(
            @PathVariable UUID id,
            @Valid @RequestBody EventPlan plan,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(catalogue.revise(caller.requireUserId(), id, IfMatch.of(ifMatch), _ -> plan));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @OrganizerOperation
    @ApiOperation(
            id = "patchEvent",
            summary = "Changes some of what is planned for an event (RFC 7396)",
            headers = "ETag",
            problems = "event-cancelled")
    ResponseEntity<EventView> patch(
            @PathVariable UUID id,
            @RequestBody JsonNode patch,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        MergePatch mergePatch = new MergePatch(patch);
        return answer(catalogue.revise(
                caller.requireUserId(), id, IfMatch.of(ifMatch), plan -> patchedPlans.apply(mergePatch, plan)));
    }

    @DeleteMapping("/{id}")
    @OrganizerOperation
    @ApiOperation(
            id = "deleteEvent",
            summary = "Deletes a draft",
            success = 204,
            problems = {"event-not-draft", "event-cancelled"})
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        event(catalogue.delete(caller.requireUserId(), id, IfMatch.of(ifMatch)));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/publish")
    @OrganizerOperation
    @ApiOperation(
            id = "publishEvent",
            summary = "Publishes a draft, which puts it on sale",
            headers = "ETag",
            problems = {"event-cancelled", "validation"})
    ResponseEntity<EventView> publish(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(catalogue.publish(caller.requireUserId(), id, IfMatch.of(ifMatch)));
    }

    @PostMapping("/{id}/cancel")
    @OrganizerOperation
    @ApiOperation(
            id = "cancelEvent",
            summary = "Cancels a published event; buyers get their money back",
            headers = "ETag",
            problems = "event-not-published")
    ResponseEntity<EventView> cancel(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(catalogue.cancel(caller.requireUserId(), id, IfMatch.of(ifMatch)));
    }

    private static ResponseEntity<EventView> answer(EditResult result) {
        Event event = event(result);
        return ResponseEntity.ok().eTag(EntityTag.of(event.head().version())).body(EventView.of(event));
    }

    private static Event event(EditResult result) {
        return switch (result) {
            case EditResult.Done(Event event) -> event;
            case EditResult.NotFound() -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case EditResult.NotAllowed() ->
                throw new ProblemException(CommonProblem.FORBIDDEN, "Only owners and managers may write events");
            case EditResult.Stale(long version) ->
                throw new ProblemException(CommonProblem.PRECONDITION_FAILED)
                        .header(HttpHeaders.ETAG, EntityTag.of(version));
            case EditResult.Invalid(var violations) -> {
                ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
                violations.forEach(violation -> problem.field(violation.field(), violation.message()));
                throw problem;
            }
            case EditResult.AlreadyCancelled() -> throw new ProblemException(CatalogueProblem.EVENT_CANCELLED);
            case EditResult.NotDraft() -> throw new ProblemException(CatalogueProblem.EVENT_NOT_DRAFT);
            case EditResult.NotPublished() -> throw new ProblemException(CatalogueProblem.EVENT_NOT_PUBLISHED);
        };
    }
}

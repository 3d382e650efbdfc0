package dev.evently.event.seating;

import dev.evently.event.idempotency.IdempotentRequests;
import dev.evently.event.paging.PagesById;
import dev.evently.event.revision.EntityTag;
import dev.evently.event.revision.IfMatch;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Seating plans over HTTP, for the team of their organizer. The public sees the seats with the event they are sold at. */
@RestController
@RequestMapping("/api/v1/seating-plans")
class SeatingPlanController {

    private final SeatingPlans plans;
    private final IdempotentRequests idempotent;

    SeatingPlanController(SeatingPlans plans, IdempotentRequests idempotent) {
        this.plans = plans;
        this.idempotent = idempotent;
    }

    @PostMapping
    @OrganizerOperation
    @ApiOperation(
            id = "createSeatingPlan",
            summary = "Draws a seating plan of an organizer",
            success = 201,
            headers = {"Location", "ETag"},
            problems = "not-found")
    ResponseEntity<SeatingPlanView> create(
            @Valid @RequestBody SeatingPlanDraft draft,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        UUID user = caller.requireUserId();
        return idempotent.answer(key, caller, "POST /seating-plans", draft, SeatingPlanView.class, () -> {
            SeatingPlan plan = plan(plans.create(user, draft));
            return ResponseEntity.created(URI.create("/api/v1/seating-plans/" + plan.id()))
                    .eTag(EntityTag.of(plan.version()))
                    .body(SeatingPlanView.of(plan));
        });
    }

    @GetMapping("/{id}")
    @ApiOperation(id = "readSeatingPlan", summary = "Reads the current version of a seating plan, for the team")
    ResponseEntity<SeatingPlanView> current(@PathVariable UUID id, Caller caller) {
        return read(id, null, caller);
    }

    @GetMapping("/{id}/versions/{version}")
    @ApiOperation(id = "readSeatingPlanVersion", summary = "Reads a version of a seating plan, for the team")
    ResponseEntity<SeatingPlanView> version(@PathVariable UUID id, @PathVariable int version, Caller caller) {
        return read(id, version, caller);
    }

    @PutMapping("/{id}")
    @OrganizerOperation
    @ApiOperation(id = "replaceSeatingPlan", summary = "Draws the next version of a seating plan", headers = "ETag")
    ResponseEntity<SeatingPlanView> replace(
            @PathVariable UUID id,
            @Valid @RequestBody SeatingPlanDraft draft,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        SeatingPlan plan = plan(plans.revise(caller.requireUserId(), id, IfMatch.of(ifMatch), draft));
        return ResponseEntity.ok().eTag(EntityTag.of(plan.version())).body(SeatingPlanView.of(plan));
    }

    @GetMapping
    @ApiOperation(
            id = "listSeatingPlans",
            summary = "Lists the seating plans of an organizer, for its team",
            problems = "not-found")
    Page<PlanVersions.Entry> ofOrganizer(
            @RequestParam UUID organizerId,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        return plans.of(organizerId, caller.requireUserId(), PagesById.after(cursor), limit + 1)
                .map(found -> PagesById.page(found, limit, PlanVersions.Entry::id))
                .orElseThrow(SeatingPlanController::notFound);
    }

    private ResponseEntity<SeatingPlanView> read(UUID id, @Nullable Integer version, Caller caller) {
        SeatingPlan plan = plans.find(id, version, caller.requireUserId()).orElseThrow(SeatingPlanController::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(EntityTag.of(plan.version()))
                .body(SeatingPlanView.of(plan));
    }

    private static SeatingPlan plan(PlanResult result) {
        return switch (result) {
            case PlanResult.Done(SeatingPlan plan) -> plan;
            case PlanResult.NotFound() -> throw notFound();
            case PlanResult.NotAllowed() ->
                throw new ProblemException(CommonProblem.FORBIDDEN, "Only owners and managers may write seating plans");
            case PlanResult.Stale(int version) ->
                throw new ProblemException(CommonProblem.PRECONDITION_FAILED)
                        .header(HttpHeaders.ETAG, EntityTag.of(version));
            case PlanResult.Invalid(var violations) -> {
                ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
                violations.forEach(violation -> problem.field(violation.field(), violation.message()));
                throw problem;
            }
        };
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonProblem.NOT_FOUND);
    }
}

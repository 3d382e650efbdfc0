package dev.evently.event.organizer;

import dev.evently.event.constraint.SingleLine;
import dev.evently.event.idempotency.IdempotentRequests;
import dev.evently.event.paging.PagesById;
import dev.evently.event.revision.EntityTag;
import dev.evently.event.revision.IfMatch;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OperationGuard;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizers and their teams over HTTP; whoever is not in a team does not learn that it exists. */
@RestController
@RequestMapping("/api/v1/organizers")
class OrganizerController {

    private final Teams teams;
    private final IdempotentRequests idempotent;
    private final OperationGuard guard;

    OrganizerController(Teams teams, IdempotentRequests idempotent, OperationGuard guard) {
        this.teams = teams;
        this.idempotent = idempotent;
        this.guard = guard;
    }

    record OrganizerRequest(
            @NotNull @SingleLine @Size(max = 200) String name) {}

    record MemberRequest(@NotNull TeamRole role) {}

    record OrganizerView(UUID id, String name, long version) {

        static OrganizerView of(Team team) {
            return new OrganizerView(team.organizerId(), team.name(), team.version());
        }
    }

    @PostMapping
    @OrganizerOperation
    @ApiOperation(
            id = "foundOrganizer",
            summary = "Founds an organizer, whose owner the caller becomes",
            success = 201,
            headers = {"Location", "ETag"})
    ResponseEntity<OrganizerView> found(
            @Valid @RequestBody OrganizerRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Caller caller) {
        UUID founder = caller.requireUserId();
        return idempotent.answer(key, caller, "POST /organizers", request, OrganizerView.class, () -> {
            Team team = teams.found(founder, request.name());
            return ResponseEntity.created(URI.create("/api/v1/organizers/" + team.organizerId()))
                    .eTag(EntityTag.of(team.version()))
                    .body(OrganizerView.of(team));
        });
    }

    @GetMapping
    @ApiOperation(id = "listOwnOrganizers", summary = "Lists the organizers whose team the caller is in")
    Page<Membership> own(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        return PagesById.page(
                teams.of(caller.requireUserId(), PagesById.after(cursor), limit + 1), limit, Membership::id);
    }

    @GetMapping("/{id}")
    @ApiOperation(id = "readOrganizer", summary = "Reads an organizer, for its team")
    ResponseEntity<OrganizerView> one(@PathVariable UUID id, Caller caller) {
        Team team = find(id, caller);
        return ResponseEntity.ok().eTag(EntityTag.of(team.version())).body(OrganizerView.of(team));
    }

    @GetMapping("/{id}/members")
    @ApiOperation(id = "listMembers", summary = "Lists the team of an organizer, owners first")
    ResponseEntity<Page<Team.Member>> members(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "100") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        Team team = find(id, caller);
        return ResponseEntity.ok()
                .eTag(EntityTag.of(team.version()))
                .body(MemberPages.page(team.members(), cursor, limit));
    }

    @PutMapping("/{id}/members/{userId}")
    @OrganizerOperation
    @ApiOperation(
            id = "appointMember",
            summary = "Takes somebody into the team, or gives a member another role",
            headers = "ETag",
            problems = {"last-owner", "team-full"})
    ResponseEntity<Page<Team.Member>> appoint(
            @PathVariable UUID id,
            @PathVariable UUID userId,
            @Valid @RequestBody MemberRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(team(teams.appoint(id, caller.requireUserId(), userId, request.role(), IfMatch.of(ifMatch))));
    }

    @DeleteMapping("/{id}/members/{userId}")
    @ApiOperation(
            id = "dismissMember",
            summary = "Takes a member out of the team",
            success = 204,
            headers = "ETag",
            problems = "last-owner")
    ResponseEntity<Void> dismiss(
            @PathVariable UUID id,
            @PathVariable UUID userId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        if (!userId.equals(caller.userId())) {
            guard.requireStrongSignIn();
        }
        Team team = team(teams.dismiss(id, caller.requireUserId(), userId, IfMatch.of(ifMatch)));
        return ResponseEntity.noContent().eTag(EntityTag.of(team.version())).build();
    }

    private Team find(UUID id, Caller caller) {
        return teams.find(id, caller.requireUserId()).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    private static ResponseEntity<Page<Team.Member>> answer(Team team) {
        return ResponseEntity.ok().eTag(EntityTag.of(team.version())).body(new Page<>(team.members(), null));
    }

    private static Team team(TeamResult result) {
        return switch (result) {
            case TeamResult.Done(Team team) -> team;
            case TeamResult.NotFound() -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case TeamResult.NotOwner() ->
                throw new ProblemException(CommonProblem.FORBIDDEN, "Only an owner may change the team");
            case TeamResult.Stale(long version) ->
                throw new ProblemException(CommonProblem.PRECONDITION_FAILED)
                        .header(HttpHeaders.ETAG, EntityTag.of(version));
            case TeamResult.LastOwner() ->
                throw new ProblemException(TeamProblem.LAST_OWNER, "Make another member an owner first");
            case TeamResult.Full() ->
                throw new ProblemException(TeamProblem.TEAM_FULL).with("limit", Organizer.MAX_MEMBERS);
        };
    }
}

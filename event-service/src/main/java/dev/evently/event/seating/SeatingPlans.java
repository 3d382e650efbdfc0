package dev.evently.event.seating;

import dev.evently.event.constraint.Violation;
import dev.evently.event.organizer.TeamRole;
import dev.evently.event.organizer.Teams;
import dev.evently.event.revision.IfMatch;
import dev.evently.event.venue.Venues;
import dev.evently.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Makes seating plans and their versions, and finds them again. */
@Service
public class SeatingPlans {

    /**
     * The most bytes a map takes as JSON. It travels with every event that is published with it, in one Kafka record of
     * at most 1 MiB.
     */
    public static final int MAX_BYTES = 800_000;

    private final PlanVersions versions;
    private final Teams teams;
    private final Venues venues;
    private final JsonMapper json;
    private final Clock clock;

    SeatingPlans(PlanVersions versions, Teams teams, Venues venues, JsonMapper json, Clock clock) {
        this.versions = versions;
        this.teams = teams;
        this.venues = venues;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A version of a plan.
     *
     * @param version which one, or null for the current one
     */
    @Transactional(readOnly = true)
    public Optional<SeatingPlan> find(UUID planId, @Nullable Integer version) {
        return version == null ? versions.current(planId) : versions.version(planId, version);
    }

    /** A version of a plan, if the user is in the team of its organizer. */
    @Transactional(readOnly = true)
    Optional<SeatingPlan> find(UUID planId, @Nullable Integer version, UUID caller) {
        return find(planId, version)
                .filter(plan -> teams.roleOf(plan.organizerId(), caller).isPresent());
    }

    /** The plans of an organizer by id, those after the given one; nothing at all for a stranger. */
    @Transactional(readOnly = true)
    Optional<List<PlanVersions.Entry>> of(UUID organizerId, UUID caller, UUID after, int limit) {
        return teams.roleOf(organizerId, caller).map(role -> versions.of(organizerId, after, limit));
    }

    @Transactional
    PlanResult create(UUID caller, SeatingPlanDraft draft) {
        TeamRole role = teams.roleOf(draft.organizerId(), caller).orElse(null);
        if (role == null) {
            return new PlanResult.NotFound();
        }
        if (!role.managesEvents()) {
            return new PlanResult.NotAllowed();
        }
        List<Violation> broken = new ArrayList<>(SeatMapRules.broken(draft.seats()));
        if (draft.venueId() != null && !isVenueOf(draft.venueId(), draft.organizerId())) {
            broken.add(new Violation("venueId", "must be a venue of the organizer"));
        }
        if (!broken.isEmpty()) {
            return new PlanResult.Invalid(broken);
        }
        Instant now = clock.instant();
        SeatingPlan first = new SeatingPlan(
                Ids.next(),
                draft.organizerId(),
                draft.venueId(),
                1,
                draft.name(),
                draft.seats().terse(),
                now,
                now);
        String written = json.writeValueAsString(first.seats());
        if (isTooLarge(written)) {
            return tooLarge();
        }
        versions.add(first, written);
        return new PlanResult.Done(first);
    }

    /** Makes the next version of a plan, unless it is as was asked. */
    @Transactional
    PlanResult revise(UUID caller, UUID planId, IfMatch ifMatch, SeatingPlanDraft draft) {
        versions.lock(planId);
        SeatingPlan current = versions.current(planId).orElse(null);
        TeamRole role = current == null
                ? null
                : teams.roleOf(current.organizerId(), caller).orElse(null);
        if (current == null || role == null) {
            return new PlanResult.NotFound();
        }
        if (!role.managesEvents()) {
            return new PlanResult.NotAllowed();
        }
        if (!ifMatch.admits(current.version())) {
            return new PlanResult.Stale(current.version());
        }
        List<Violation> broken = new ArrayList<>(SeatMapRules.broken(draft.seats()));
        if (!draft.organizerId().equals(current.organizerId())) {
            broken.add(new Violation("organizerId", "cannot change"));
        }
        if (!Objects.equals(draft.venueId(), current.venueId())) {
            broken.add(new Violation("venueId", "cannot change: a plan of another venue is another plan"));
        }
        if (!broken.isEmpty()) {
            return new PlanResult.Invalid(broken);
        }
        SeatingPlan next = current.next(draft.name(), draft.seats().terse(), clock.instant());
        if (next.name().equals(current.name()) && next.seats().equals(current.seats())) {
            return new PlanResult.Done(current);
        }
        String written = json.writeValueAsString(next.seats());
        if (isTooLarge(written)) {
            return tooLarge();
        }
        versions.addNext(next, written);
        return new PlanResult.Done(next);
    }

    private boolean isVenueOf(UUID venueId, UUID organizerId) {
        return venues.find(venueId)
                .filter(venue -> venue.organizerId().equals(organizerId))
                .isPresent();
    }

    private static boolean isTooLarge(String written) {
        return written.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    private static PlanResult tooLarge() {
        return new PlanResult.Invalid(List.of(new Violation(
                "sections",
                "must take at most " + MAX_BYTES + " bytes as JSON; write seats that are numbered evenly as from and"
                        + " count")));
    }
}

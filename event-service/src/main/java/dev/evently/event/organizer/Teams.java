package dev.evently.event.organizer;

import dev.evently.event.organizer.Organizer.TeamChange;
import dev.evently.event.revision.IfMatch;
import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Founds organizers, keeps their teams and tells other features who may act for whom. */
@Service
public class Teams {

    static final String TEAM_CHANGED = "dev.evently.event.OrganizerTeamChanged.v1";

    private final Organizers organizers;
    private final Outbox outbox;
    private final Clock clock;

    Teams(Organizers organizers, Outbox outbox, Clock clock) {
        this.organizers = organizers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The role of a user for an organizer; empty for a stranger, for no user and for an organizer that is not there. */
    @Transactional(readOnly = true)
    public Optional<TeamRole> roleOf(UUID organizerId, @Nullable UUID userId) {
        return userId == null ? Optional.empty() : organizers.roleOf(organizerId, userId);
    }

    @Transactional
    Team found(UUID founder, String name) {
        return publish(organizers.saveAndFlush(new Organizer(Ids.next(), name, founder, clock.instant())));
    }

    @Transactional(readOnly = true)
    List<Membership> of(UUID userId, UUID after, int limit) {
        return organizers.ofMember(userId, after, Limit.of(limit));
    }

    @Transactional(readOnly = true)
    Optional<Team> find(UUID organizerId, UUID caller) {
        return organizers
                .findById(organizerId)
                .filter(organizer -> organizer.roleOf(caller) != null)
                .map(Team::of);
    }

    /** Gives a user a role; only an owner may. */
    @Transactional
    TeamResult appoint(UUID organizerId, UUID caller, UUID userId, TeamRole role, IfMatch ifMatch) {
        return change(organizerId, caller, false, ifMatch, organizer -> organizer.appoint(userId, role));
    }

    /** Takes a user out of the team; an owner may, and everybody may leave. */
    @Transactional
    TeamResult dismiss(UUID organizerId, UUID caller, UUID userId, IfMatch ifMatch) {
        return change(organizerId, caller, caller.equals(userId), ifMatch, organizer -> organizer.dismiss(userId));
    }

    private TeamResult change(
            UUID organizerId, UUID caller, boolean own, IfMatch ifMatch, Function<Organizer, TeamChange> change) {
        Organizer organizer = organizers.lock(organizerId).orElse(null);
        if (organizer == null || organizer.roleOf(caller) == null) {
            return new TeamResult.NotFound();
        }
        if (!own && organizer.roleOf(caller) != TeamRole.OWNER) {
            return new TeamResult.NotOwner();
        }
        if (!ifMatch.admits(organizer.version())) {
            return new TeamResult.Stale(organizer.version());
        }
        return switch (change.apply(organizer)) {
            case CHANGED -> new TeamResult.Done(publish(organizers.saveAndFlush(organizer)));
            case UNCHANGED -> new TeamResult.Done(Team.of(organizer));
            case WOULD_HAVE_NO_OWNER -> new TeamResult.LastOwner();
            case WOULD_BE_TOO_LARGE -> new TeamResult.Full();
        };
    }

    private Team publish(Organizer organizer) {
        Team team = Team.of(organizer);
        String id = team.organizerId().toString();
        outbox.append(new IntegrationEvent(Topics.EVENTS, id, TEAM_CHANGED, id, team));
        return team;
    }
}

package dev.evently.booking.team.messaging;

import dev.evently.booking.sharding.ShardConsumer;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Follows the teams. The team's version decides, so an event that comes twice or late changes nothing. */
@Component
class TeamFeed implements ShardConsumer {

    private static final String TEAM_CHANGED = "dev.evently.event.OrganizerTeamChanged.v1";

    private final Shards shards;
    private final Teams teams;

    TeamFeed(Shards shards, Teams teams) {
        this.shards = shards;
        this.teams = teams;
    }

    @Override
    public String topic() {
        return Topics.EVENTS;
    }

    @Override
    public void on(ShardId shard, CloudEvent event) {
        if (!event.getType().equals(TEAM_CHANGED)) {
            return;
        }
        TeamChanged changed = EventData.read(event, TeamChanged.class);
        shards.inTransaction(shard, () -> {
            teams.replaceIfNewer(changed.organizerId(), changed.version(), changed.knownMembers());
            return changed;
        });
    }

    /** What this service reads of the event. */
    record TeamChanged(UUID organizerId, long version, List<Member> members) {

        /** Members whose role this service has heard of; a role that was invented later gives no rights here. */
        Map<UUID, TeamRole> knownMembers() {
            Map<UUID, TeamRole> known = new HashMap<>();
            for (Member member : members) {
                Arrays.stream(TeamRole.values())
                        .filter(role -> role.name().equals(member.role()))
                        .forEach(role -> known.put(member.userId(), role));
            }
            return known;
        }
    }

    record Member(UUID userId, String role) {}
}

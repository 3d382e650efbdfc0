package dev.evently.booking.team;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The organizers' teams, as last heard of. Every shard holds all of them, so a call stays on the shard that is bound. */
public interface Teams {

    Optional<TeamRole> roleOf(UUID userId, UUID organizerId);

    /** Makes these the team's only members, unless a newer version of the team is known. */
    void replaceIfNewer(UUID organizerId, long version, Map<UUID, TeamRole> members);
}

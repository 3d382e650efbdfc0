package dev.evently.analytics.catalogue;

import java.util.List;
import java.util.UUID;

/** What this service reads of {@code OrganizerTeamChanged}: the whole team. */
record TeamDescription(UUID organizerId, long version, List<Member> members) {

    record Member(UUID userId, TeamRole role) {}
}

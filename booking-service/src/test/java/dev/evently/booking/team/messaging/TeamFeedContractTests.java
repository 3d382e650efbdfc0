package dev.evently.booking.team.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.PublishedExample;
import dev.evently.booking.team.TeamRole;
import dev.evently.platform.messaging.EventData;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the contracts promise about teams is enough to know who may act. */
class TeamFeedContractTests {

    private static final String TYPE = "dev.evently.event.OrganizerTeamChanged.v1";

    @Test
    void readsATeam() {
        TeamFeed.TeamChanged changed = EventData.read(PublishedExample.of(TYPE), TeamFeed.TeamChanged.class);

        assertThat(changed.version()).isPositive();
        assertThat(changed.knownMembers().values()).containsExactlyInAnyOrder(TeamRole.OWNER, TeamRole.CHECK_IN);
    }

    @Test
    void givesNoRightsToARoleItDoesNotKnow() {
        UUID member = UUID.randomUUID();
        TeamFeed.TeamChanged changed =
                new TeamFeed.TeamChanged(UUID.randomUUID(), 1, List.of(new TeamFeed.Member(member, "TREASURER")));

        assertThat(changed.knownMembers()).isEmpty();
    }
}

package dev.evently.event.organizer;

import static dev.evently.event.organizer.Organizer.TeamChange.CHANGED;
import static dev.evently.event.organizer.Organizer.TeamChange.UNCHANGED;
import static dev.evently.event.organizer.Organizer.TeamChange.WOULD_BE_TOO_LARGE;
import static dev.evently.event.organizer.Organizer.TeamChange.WOULD_HAVE_NO_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizerTests {

    private final UUID founder = new UUID(0, 1);
    private final UUID other = new UUID(0, 2);
    private final Organizer organizer = new Organizer(new UUID(0, 9), "Harbour Concerts", founder, Instant.EPOCH);

    @Test
    void beginsWithItsFounderAsOwner() {
        assertThat(organizer.roleOf(founder)).isEqualTo(TeamRole.OWNER);
        assertThat(organizer.roleOf(other)).isNull();
    }

    @Test
    void neverIsWithoutAnOwner() {
        assertThat(organizer.appoint(founder, TeamRole.MANAGER)).isEqualTo(WOULD_HAVE_NO_OWNER);
        assertThat(organizer.dismiss(founder)).isEqualTo(WOULD_HAVE_NO_OWNER);
        assertThat(organizer.roleOf(founder)).isEqualTo(TeamRole.OWNER);

        assertThat(organizer.appoint(other, TeamRole.OWNER)).isEqualTo(CHANGED);
        assertThat(organizer.dismiss(founder)).isEqualTo(CHANGED);
        assertThat(organizer.dismiss(other)).isEqualTo(WOULD_HAVE_NO_OWNER);
    }

    @Test
    void noticesWhenNothingChanges() {
        assertThat(organizer.appoint(founder, TeamRole.OWNER)).isEqualTo(UNCHANGED);
        assertThat(organizer.dismiss(other)).isEqualTo(UNCHANGED);
    }

    @Test
    void hasRoomForSoMany() {
        for (int i = 1; i < Organizer.MAX_MEMBERS; i++) {
            assertThat(organizer.appoint(new UUID(1, i), TeamRole.CHECK_IN)).isEqualTo(CHANGED);
        }

        assertThat(organizer.appoint(other, TeamRole.CHECK_IN)).isEqualTo(WOULD_BE_TOO_LARGE);
        assertThat(organizer.appoint(new UUID(1, 1), TeamRole.MANAGER)).isEqualTo(CHANGED);
    }
}

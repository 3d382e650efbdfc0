package dev.evently.analytics.catalogue;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The teams of all organizers. */
@Repository
public class Teams {

    private final JdbcClient jdbc;

    Teams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<TeamRole> roleOf(UUID organizerId, UUID userId) {
        return jdbc.sql("SELECT role FROM team_member WHERE organizer_id = ? AND user_id = ?")
                .params(organizerId, userId)
                .query(String.class)
                .optional()
                .map(TeamRole::valueOf);
    }

    /** Keeps the whole team unless a later one is known. */
    void keep(TeamDescription team) {
        boolean newer = jdbc.sql("""
                INSERT INTO team AS known (organizer_id, version) VALUES (?, ?)
                ON CONFLICT (organizer_id) DO UPDATE SET version = excluded.version
                WHERE known.version < excluded.version
                """).params(team.organizerId(), team.version()).update() == 1;
        if (newer) {
            jdbc.sql("DELETE FROM team_member WHERE organizer_id = ?")
                    .param(team.organizerId())
                    .update();
            team.members()
                    .forEach(member -> jdbc.sql("""
                            INSERT INTO team_member (organizer_id, user_id, role) VALUES (?, ?, ?)
                            """)
                            .params(
                                    team.organizerId(),
                                    member.userId(),
                                    member.role().name())
                            .update());
        }
    }
}

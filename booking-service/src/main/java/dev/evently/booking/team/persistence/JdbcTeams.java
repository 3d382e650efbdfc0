package dev.evently.booking.team.persistence;

import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTeams implements Teams {

    /** Teams belong to no event; each shard's copy lies in this bucket. */
    private static final int BUCKET = 0;

    private final JdbcClient jdbc;

    JdbcTeams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<TeamRole> roleOf(UUID userId, UUID organizerId) {
        return jdbc.sql("""
                SELECT role FROM team_member
                WHERE bucket = :bucket AND organizer_id = :organizer AND user_id = :user
                """)
                .param("bucket", BUCKET)
                .param("organizer", organizerId)
                .param("user", userId)
                .query(String.class)
                .optional()
                .map(TeamRole::valueOf);
    }

    @Override
    public void replaceIfNewer(UUID organizerId, long version, Map<UUID, TeamRole> members) {
        int written = jdbc.sql("""
                INSERT INTO team (bucket, organizer_id, version) VALUES (:bucket, :organizer, :version)
                ON CONFLICT (bucket, organizer_id) DO UPDATE SET version = excluded.version
                WHERE team.version < excluded.version
                """)
                .param("bucket", BUCKET)
                .param("organizer", organizerId)
                .param("version", version)
                .update();
        if (written == 0) {
            return;
        }
        jdbc.sql("DELETE FROM team_member WHERE bucket = :bucket AND organizer_id = :organizer")
                .param("bucket", BUCKET)
                .param("organizer", organizerId)
                .update();
        members.forEach((user, role) -> jdbc.sql("""
                INSERT INTO team_member (bucket, organizer_id, user_id, role)
                VALUES (:bucket, :organizer, :user, :role)
                """)
                .param("bucket", BUCKET)
                .param("organizer", organizerId)
                .param("user", user)
                .param("role", role.name())
                .update());
    }
}

package dev.evently.event.organizer;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who sells: a name and a team that never is without an owner. Its version grows with every change of the team. */
@Entity
@Table(name = "organizer")
class Organizer {

    /** How many members fit: the whole team travels in each event about it. */
    static final int MAX_MEMBERS = 200;

    /** What became of a change to the team. */
    enum TeamChange {
        CHANGED,
        UNCHANGED,
        WOULD_HAVE_NO_OWNER,
        WOULD_BE_TOO_LARGE
    }

    @Id
    private UUID id;

    private String name;

    @Version
    private @Nullable Long version;

    /** For whoever reads the table. */
    @SuppressWarnings("UnusedVariable")
    private Instant createdAt;

    @ElementCollection
    @CollectionTable(name = "organizer_member", joinColumns = @JoinColumn(name = "organizer_id"))
    @MapKeyColumn(name = "user_id")
    @Column(name = "role")
    @Enumerated(EnumType.STRING)
    private Map<UUID, TeamRole> members = new HashMap<>();

    @SuppressWarnings("NullAway.Init")
    protected Organizer() {}

    Organizer(UUID id, String name, UUID owner, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
        members.put(owner, TeamRole.OWNER);
    }

    TeamChange appoint(UUID userId, TeamRole role) {
        TeamRole present = members.get(userId);
        if (present == role) {
            return TeamChange.UNCHANGED;
        }
        if (isLastOwner(userId)) {
            return TeamChange.WOULD_HAVE_NO_OWNER;
        }
        if (present == null && members.size() == MAX_MEMBERS) {
            return TeamChange.WOULD_BE_TOO_LARGE;
        }
        members.put(userId, role);
        return TeamChange.CHANGED;
    }

    TeamChange dismiss(UUID userId) {
        if (!members.containsKey(userId)) {
            return TeamChange.UNCHANGED;
        }
        if (isLastOwner(userId)) {
            return TeamChange.WOULD_HAVE_NO_OWNER;
        }
        members.remove(userId);
        return TeamChange.CHANGED;
    }

    private boolean isLastOwner(UUID userId) {
        return members.get(userId) == TeamRole.OWNER
                && members.values().stream()
                                .filter(role -> role == TeamRole.OWNER)
                                .count()
                        == 1;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    /** The version as of the last flush. */
    long version() {
        return version == null ? 0 : version;
    }

    @Nullable
    TeamRole roleOf(UUID userId) {
        return members.get(userId);
    }

    Map<UUID, TeamRole> members() {
        return Map.copyOf(members);
    }
}

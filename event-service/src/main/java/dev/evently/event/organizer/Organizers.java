package dev.evently.event.organizer;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The organizers there are. */
interface Organizers extends Repository<Organizer, UUID> {

    Organizer saveAndFlush(Organizer organizer);

    Optional<Organizer> findById(UUID id);

    /** Finds an organizer and keeps other changes of its team waiting until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Organizer o where o.id = :id")
    Optional<Organizer> lock(UUID id);

    @Query("select value(m) from Organizer o join o.members m where o.id = :id and key(m) = :userId")
    Optional<TeamRole> roleOf(UUID id, UUID userId);

    /** The organizers of a user by id, those after the given one. */
    @Query("""
            select new dev.evently.event.organizer.Membership(o.id, o.name, value(m))
            from Organizer o join o.members m
            where key(m) = :userId and o.id > :after
            order by o.id
            """)
    List<Membership> ofMember(UUID userId, UUID after, Limit limit);
}

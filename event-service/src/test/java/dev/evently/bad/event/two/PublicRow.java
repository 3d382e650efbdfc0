package dev.evently.bad.event.two;

import dev.evently.bad.event.one.Event;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that everybody may use, that reads the time, and the other half of a cycle. */
@Entity
public class PublicRow {

    @Id
    private @Nullable UUID id;

    private final Instant createdAt = Instant.now();

    public boolean isOf(Event event) {
        return Objects.equals(event.row().id, id) && createdAt.equals(event.row().createdAt);
    }
}

package dev.evently.notification.recipient;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** An account that can be written to. */
@Entity
public class Recipient {

    @Id
    private UUID userId;

    private String email;
    private String displayName;

    @SuppressWarnings("NullAway.Init")
    protected Recipient() {}

    public Recipient(UUID userId, String email, String displayName) {
        this.userId = userId;
        this.email = email;
        this.displayName = displayName;
    }

    public UUID userId() {
        return userId;
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }
}

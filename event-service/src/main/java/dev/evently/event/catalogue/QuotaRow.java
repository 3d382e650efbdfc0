package dev.evently.event.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** A shared quota as it is stored. */
@Entity
@Table(name = "quota")
class QuotaRow {

    @Id
    private UUID id;

    /** Read by the mapping only. */
    @SuppressWarnings("UnusedVariable")
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "event_id")
    private EventRow event;

    /** Read by the mapping only. */
    @SuppressWarnings("UnusedVariable")
    private int position;

    private String key;
    private String name;
    private int capacity;

    @SuppressWarnings("NullAway.Init")
    protected QuotaRow() {}

    @SuppressWarnings("NullAway.Init")
    QuotaRow(EventRow event, int position, Quota quota) {
        this.event = event;
        this.id = quota.id();
        this.key = quota.key();
        take(position, quota);
    }

    final void take(int newPosition, Quota quota) {
        this.position = newPosition;
        this.name = quota.name();
        this.capacity = quota.capacity();
    }

    UUID id() {
        return id;
    }

    Quota quota() {
        return new Quota(id, key, name, capacity);
    }
}

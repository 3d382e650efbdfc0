package dev.evently.event.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** A product as it is stored. */
@Entity
@Table(name = "product")
class ProductRow {

    @Id
    private UUID id;

    /** Read by the mapping only. */
    @SuppressWarnings("UnusedVariable")
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "event_id")
    private EventRow event;

    private UUID quotaId;
    /** Read by the mapping only. */
    @SuppressWarnings("UnusedVariable")
    private int position;

    private String name;
    private long price;
    private int capacity;
    private int maxPerBooking;

    @SuppressWarnings("NullAway.Init")
    protected ProductRow() {}

    @SuppressWarnings("NullAway.Init")
    ProductRow(EventRow event, int position, Product product) {
        this.event = event;
        this.id = product.id();
        this.quotaId = product.quotaId();
        take(position, product);
    }

    final void take(int newPosition, Product product) {
        this.position = newPosition;
        this.name = product.name();
        this.price = product.price();
        this.capacity = product.capacity();
        this.maxPerBooking = product.maxPerBooking();
    }

    UUID id() {
        return id;
    }

    Product product() {
        return new Product(id, quotaId, name, price, capacity, maxPerBooking);
    }
}

package dev.evently.event.catalogue;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

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

    private @Nullable UUID quotaId;
    /** Read by the mapping only. */
    @SuppressWarnings("UnusedVariable")
    private int position;

    private String name;
    private long price;
    private int capacity;
    private int maxPerBooking;
    private @Nullable String seatCategory;

    @ElementCollection
    @CollectionTable(name = "product_quota", joinColumns = @JoinColumn(name = "product_id"))
    @Column(name = "quota_id")
    @BatchSize(size = Product.MAX_PRODUCTS)
    private Set<UUID> sharedQuotaIds = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected ProductRow() {}

    @SuppressWarnings("NullAway.Init")
    ProductRow(EventRow event, int position, Product product, List<Quota> quotas) {
        this.event = event;
        this.id = product.id();
        take(position, product, quotas);
    }

    final void take(int newPosition, Product product, List<Quota> quotas) {
        this.position = newPosition;
        this.quotaId = product.ownQuotaId();
        this.name = product.name();
        this.price = product.price();
        this.capacity = product.capacity();
        this.maxPerBooking = product.maxPerBooking();
        this.seatCategory = product.seatCategory();
        Set<UUID> shared = quotas.stream()
                .filter(quota -> product.quotas().contains(quota.key()))
                .map(Quota::id)
                .collect(Collectors.toSet());
        if (!shared.equals(sharedQuotaIds)) {
            sharedQuotaIds.clear();
            sharedQuotaIds.addAll(shared);
        }
    }

    /** Whether it shares quotas: asked before they are read, which ordinary events are spared. */
    boolean isShared() {
        return quotaId == null;
    }

    UUID id() {
        return id;
    }

    Product product(List<Quota> quotas) {
        List<String> shared = quotas.stream()
                .filter(quota -> sharedQuotaIds.contains(quota.id()))
                .map(Quota::key)
                .toList();
        return new Product(id, quotaId, name, price, capacity, maxPerBooking, shared, seatCategory);
    }
}

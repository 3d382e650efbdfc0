package dev.evently.event.catalogue;

import dev.evently.event.venue.Venue;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. */
@Entity
@Table(name = "event")
class EventRow {

    @Id
    private UUID id;

    private UUID organizerId;
    private @Nullable UUID venueId;
    private long version;

    @Enumerated(EnumType.STRING)
    private EventStatus status;

    private String title;
    private String description;
    private String category;
    private Instant startsAt;
    private Instant endsAt;
    private String timezone;
    private String currency;
    private @Nullable UUID seatingPlanId;
    private @Nullable Integer seatingPlanVersion;
    private @Nullable Integer maxPerBuyer;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant publishedAt;
    private @Nullable Instant cancelledAt;

    @OneToMany(mappedBy = "event", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<ProductRow> products = new ArrayList<>();

    @OneToMany(mappedBy = "event", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<QuotaRow> quotas = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected EventRow() {}

    @SuppressWarnings("NullAway.Init")
    EventRow(Event event) {
        this.id = event.head().id();
        this.organizerId = event.head().organizerId();
        this.createdAt = event.head().createdAt();
        take(event);
    }

    final void take(Event event) {
        EventDetails details = event.details();
        Venue venue = details.venue();
        this.version = event.head().version();
        this.updatedAt = event.head().updatedAt();
        this.status = EventStatus.of(event);
        this.title = details.title();
        this.description = details.description();
        this.category = details.category();
        this.venueId = venue == null ? null : venue.id();
        this.startsAt = details.startsAt();
        this.endsAt = details.endsAt();
        this.timezone = details.timezone();
        this.currency = details.currency();
        Seating seating = details.seating();
        this.seatingPlanId = seating == null ? null : seating.planId();
        this.seatingPlanVersion = seating == null ? null : seating.version();
        this.maxPerBuyer = details.maxPerBuyer();
        switch (event) {
            case Event.Draft _ -> {}
            case Event.Published published -> this.publishedAt = published.publishedAt();
            case Event.Cancelled cancelled -> this.cancelledAt = cancelled.cancelledAt();
        }
        takeQuotas(details.quotas());
        takeProducts(details.products(), details.quotas());
    }

    private void takeQuotas(List<Quota> wanted) {
        if (!quotasMatter() && wanted.isEmpty()) {
            return;
        }
        Map<UUID, QuotaRow> present = quotas.stream().collect(Collectors.toMap(QuotaRow::id, Function.identity()));
        quotas.removeIf(row -> wanted.stream().noneMatch(quota -> quota.id().equals(row.id())));
        for (int i = 0; i < wanted.size(); i++) {
            QuotaRow row = present.get(wanted.get(i).id());
            if (row == null) {
                quotas.add(new QuotaRow(this, i, wanted.get(i)));
            } else {
                row.take(i, wanted.get(i));
            }
        }
    }

    private void takeProducts(List<Product> wanted, List<Quota> shared) {
        Map<UUID, ProductRow> present =
                products.stream().collect(Collectors.toMap(ProductRow::id, Function.identity()));
        products.removeIf(
                row -> wanted.stream().noneMatch(product -> product.id().equals(row.id())));
        for (int i = 0; i < wanted.size(); i++) {
            ProductRow row = present.get(wanted.get(i).id());
            if (row == null) {
                products.add(new ProductRow(this, i, wanted.get(i), shared));
            } else {
                row.take(i, wanted.get(i), shared);
            }
        }
    }

    @Nullable
    UUID venueId() {
        return venueId;
    }

    Event event(@Nullable Venue venue) {
        List<Quota> shared =
                quotasMatter() ? quotas.stream().map(QuotaRow::quota).toList() : List.of();
        EventHead head = new EventHead(id, organizerId, version, createdAt, updatedAt);
        EventDetails details = new EventDetails(
                title,
                description,
                category,
                venue,
                startsAt,
                endsAt,
                timezone,
                currency,
                products.stream().map(row -> row.product(shared)).toList(),
                shared,
                seatingPlanId == null ? null : new Seating(seatingPlanId, seatingPlanVersion),
                maxPerBuyer);
        return switch (status) {
            case DRAFT -> new Event.Draft(head, details);
            case PUBLISHED -> new Event.Published(head, details, Objects.requireNonNull(publishedAt));
            case CANCELLED ->
                new Event.Cancelled(
                        head, details, Objects.requireNonNull(publishedAt), Objects.requireNonNull(cancelledAt));
        };
    }

    /** Quotas are there only while a product shares them. */
    private boolean quotasMatter() {
        return products.stream().anyMatch(ProductRow::isShared);
    }
}

package dev.evently.event.venue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A venue as it is stored. */
@Entity
@Table(name = "venue")
class VenueRow {

    @Id
    private UUID id;

    private UUID organizerId;
    private String name;
    private String address;
    private String city;
    private String country;
    private double latitude;
    private double longitude;
    private String timezone;
    private int capacity;
    /** For whoever reads the table. */
    @SuppressWarnings("UnusedVariable")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected VenueRow() {}

    VenueRow(Venue venue, Instant createdAt) {
        this.id = venue.id();
        this.organizerId = venue.organizerId();
        this.name = venue.name();
        this.address = venue.address();
        this.city = venue.city();
        this.country = venue.country();
        this.latitude = venue.latitude();
        this.longitude = venue.longitude();
        this.timezone = venue.timezone();
        this.capacity = venue.capacity();
        this.createdAt = createdAt;
    }

    Venue venue() {
        return new Venue(id, organizerId, name, address, city, country, latitude, longitude, timezone, capacity);
    }
}

package dev.evently.event.search;

import dev.evently.event.venue.Venue;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows that lists are made of. Whoever writes an event writes its listing in the same transaction. */
@Repository
public class Listings {

    private final JdbcClient jdbc;

    Listings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the listing of an event whose row is there, in place of the one there may be. */
    public void put(Listing listing) {
        Venue venue = listing.venue();
        jdbc.sql("""
                INSERT INTO event_listing (
                    event_id, organizer_id, status, title, category, category_key,
                    venue_id, venue_name, city, city_key, country,
                    starts_at, ends_at, timezone, currency, from_price, position, document)
                VALUES (
                    :eventId, :organizerId, :status, :title, :category, :categoryKey,
                    :venueId, :venueName, :city, :cityKey, :country,
                    :startsAt, :endsAt, :timezone, :currency, :fromPrice,
                    ll_to_earth(:latitude::double precision, :longitude::double precision),
                    setweight(to_tsvector('listing', :title), 'A')
                        || setweight(to_tsvector('listing', :place), 'B')
                        || setweight(to_tsvector('listing', :category), 'B')
                        || setweight(to_tsvector('listing', :description), 'D'))
                ON CONFLICT (event_id) DO UPDATE SET
                    status = excluded.status, title = excluded.title,
                    category = excluded.category, category_key = excluded.category_key,
                    venue_id = excluded.venue_id, venue_name = excluded.venue_name,
                    city = excluded.city, city_key = excluded.city_key, country = excluded.country,
                    starts_at = excluded.starts_at, ends_at = excluded.ends_at, timezone = excluded.timezone,
                    currency = excluded.currency, from_price = excluded.from_price,
                    position = excluded.position, document = excluded.document
                """)
                .param("eventId", listing.eventId())
                .param("organizerId", listing.organizerId())
                .param("status", listing.status())
                .param("title", listing.title())
                .param("description", listing.description())
                .param("category", listing.category())
                .param("categoryKey", Folding.fold(listing.category()))
                .param("venueId", venue == null ? null : venue.id())
                .param("venueName", venue == null ? null : venue.name())
                .param("city", venue == null ? null : venue.city())
                .param("cityKey", venue == null ? null : Folding.fold(venue.city()))
                .param("country", venue == null ? null : venue.country())
                .param("place", venue == null ? "" : venue.name() + ' ' + venue.city())
                .param("latitude", venue == null ? null : venue.latitude())
                .param("longitude", venue == null ? null : venue.longitude())
                .param("startsAt", listing.startsAt().atOffset(ZoneOffset.UTC))
                .param("endsAt", listing.endsAt().atOffset(ZoneOffset.UTC))
                .param("timezone", listing.timezone())
                .param("currency", listing.currency())
                .param(
                        "fromPrice",
                        listing.fromPrice().isPresent() ? listing.fromPrice().getAsLong() : null)
                .update();
    }

    public void remove(UUID eventId) {
        jdbc.sql("DELETE FROM event_listing WHERE event_id = ?").param(eventId).update();
    }
}

package dev.evently.event.venue;

import java.util.UUID;

/**
 * Where events take place. A venue never changes once it is there, so whatever shows it may keep a copy.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param timezone the IANA zone of its clocks
 * @param capacity how many people it holds, for information: what is sold is each product's own capacity
 */
public record Venue(
        UUID id,
        UUID organizerId,
        String name,
        String address,
        String city,
        String country,
        double latitude,
        double longitude,
        String timezone,
        int capacity) {}

package dev.evently.waitlist.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What this service reads of {@code EventPublished} and {@code EventUpdated}. */
record EventDescription(UUID eventId, long version, Instant startsAt, List<Product> products) {

    record Product(UUID id, int maxPerBooking) {}
}

package dev.evently.booking.booking;

import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import jakarta.inject.Named;
import java.util.Optional;

/** Shows a booking to those it concerns: its buyer, those who run its event, and administrators. */
@Named
public class ViewBooking {

    private final Shards shards;
    private final Bookings bookings;
    private final Teams teams;

    ViewBooking(Shards shards, Bookings bookings, Teams teams) {
        this.shards = shards;
        this.bookings = bookings;
        this.teams = teams;
    }

    /** The booking; empty when there is none, or when it is none of the requester's business. */
    public Optional<Booking> visibleTo(BookingId id, Requester requester) {
        return shards.inSnapshot(
                id.bucket(), () -> bookings.find(id).filter(booking -> concerns(booking.terms(), requester)));
    }

    private boolean concerns(Booking.Terms terms, Requester requester) {
        return requester.admin()
                || terms.buyerId().equals(requester.userId())
                || teams.roleOf(requester.userId(), terms.organizerId())
                        .filter(TeamRole::seesFigures)
                        .isPresent();
    }
}

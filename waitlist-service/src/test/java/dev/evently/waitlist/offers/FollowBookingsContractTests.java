package dev.evently.waitlist.offers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.waitlist.ContractExamples;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowBookingsContractTests {

    private static final UUID BOOKING = UUID.fromString("0193a0f2-6d40-75cc-85ea-85e4f2d91b0a");

    @Test
    void readsWhichPlacesWereReleased() {
        assertThat(ContractExamples.read("dev.evently.booking.SeatReleased.v1", FollowBookings.Released.class))
                .isEqualTo(new FollowBookings.Released(
                        UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01"),
                        List.of(new FollowBookings.Released.Places(
                                UUID.fromString("019372b4-1c01-7b44-9e21-0d4c7a51f302")))));
    }

    @Test
    void readsWhichPlacesWereOpened() {
        assertThat(ContractExamples.read("dev.evently.booking.PlacesOpened.v1", FollowBookings.Released.class))
                .isEqualTo(new FollowBookings.Released(
                        UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01"),
                        List.of(new FollowBookings.Released.Places(
                                UUID.fromString("019372b4-1c01-7b44-9e21-0d4c7a51f302")))));
    }

    @Test
    void readsAHoldThatWasMade() {
        assertThat(ContractExamples.read("dev.evently.booking.BookingCreated.v1", FollowBookings.Created.class))
                .isEqualTo(new FollowBookings.Created(BOOKING, Instant.parse("2027-01-15T10:22:00Z"), null));
    }

    @Test
    void readsAPayment() {
        assertThat(ContractExamples.read("dev.evently.booking.BookingConfirmed.v1", FollowBookings.Confirmed.class))
                .isEqualTo(new FollowBookings.Confirmed(BOOKING, Instant.parse("2027-01-15T10:13:05.250Z")));
    }

    @Test
    void readsAnExpiry() {
        assertThat(ContractExamples.read("dev.evently.booking.BookingExpired.v1", FollowBookings.Expired.class))
                .isEqualTo(new FollowBookings.Expired(BOOKING, Instant.parse("2027-01-15T10:22:00.800Z"), null));
    }

    @Test
    void readsACancellation() {
        assertThat(ContractExamples.read("dev.evently.booking.BookingCancelled.v1", FollowBookings.Cancelled.class))
                .isEqualTo(new FollowBookings.Cancelled(BOOKING, false, Instant.parse("2027-01-16T07:45:10Z")));
    }
}

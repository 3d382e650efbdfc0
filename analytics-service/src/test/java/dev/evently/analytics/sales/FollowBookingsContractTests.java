package dev.evently.analytics.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.ContractExamples;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowBookingsContractTests {

    private static final UUID BOOKING = UUID.fromString("0193a0f2-6d40-75cc-85ea-85e4f2d91b0a");
    private static final UUID EVENT = UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01");
    private static final UUID BUYER = UUID.fromString("019372c0-0a10-7188-b1a6-41a0be95d706");
    private static final UUID PAYMENT = UUID.fromString("0193a0f3-1180-78ff-b81d-b817250c4e0d");
    private static final UUID REFUND = UUID.fromString("0193a412-7700-7b22-ab40-eb4a583f7110");
    private static final UUID FIRST = UUID.fromString("0193a0f2-6d41-76dd-96fb-96f503ea2c0b");
    private static final UUID SECOND = UUID.fromString("0193a0f2-6d42-77ee-a70c-a70614fb3d0c");

    @Test
    void readsAHold() {
        assertThat(FollowBookings.read(ContractExamples.of("dev.evently.booking.BookingCreated.v1")))
                .hasValue(new BookingData.Held(BOOKING, EVENT, BUYER, "EUR", Instant.parse("2027-01-15T10:12:00Z")));
    }

    @Test
    void readsAPayment() {
        assertThat(FollowBookings.read(ContractExamples.of("dev.evently.booking.BookingConfirmed.v1")))
                .hasValue(new BookingData.Confirmed(
                        BOOKING,
                        EVENT,
                        BUYER,
                        List.of(new BookingData.Item(FIRST), new BookingData.Item(SECOND)),
                        9_000,
                        "EUR",
                        PAYMENT,
                        Instant.parse("2027-01-15T10:13:05.250Z")));
    }

    @Test
    void readsACancellation() {
        assertThat(FollowBookings.read(ContractExamples.of("dev.evently.booking.BookingCancelled.v1")))
                .hasValue(new BookingData.Cancelled(
                        BOOKING, EVENT, List.of(new BookingData.Item(SECOND)), new BookingData.Refund(REFUND, 4_500)));
    }

    @Test
    void readsARefund() {
        assertThat(FollowBookings.read(ContractExamples.of("dev.evently.payment.PaymentRefunded.v1")))
                .hasValue(new BookingData.Refunded(REFUND, PAYMENT, BOOKING, EVENT, 4_500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.evently.booking.BookingExpired.v1",
                "dev.evently.booking.SeatReleased.v1",
                "dev.evently.booking.TicketAdmitted.v1",
                "dev.evently.payment.PaymentCaptured.v1",
                "dev.evently.payment.PaymentDeclined.v1"
            })
    void passesOverWhatMovesNoFigure(String type) {
        assertThat(FollowBookings.read(ContractExamples.of(type))).isEmpty();
    }
}

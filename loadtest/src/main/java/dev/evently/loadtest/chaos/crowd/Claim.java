package dev.evently.loadtest.chaos.crowd;

import java.util.List;
import java.util.UUID;

/** Something that the suite told a buyer, and that must be true in the end. */
public sealed interface Claim {

    /**
     * The hold is yours.
     *
     * @param booking its id
     * @param products product of each place, sorted
     * @param total price of all, in minor units
     */
    record Held(UUID booking, List<UUID> products, long total) implements Claim {}

    /** There is no booking for you. */
    record Refused(String problem) implements Claim {}

    /** The payment was taken and the booking is paid by it. */
    record Captured(UUID booking, UUID payment) implements Claim {}

    /** The payment was not taken, or what was taken goes back. */
    record Declined(UUID booking, UUID payment) implements Claim {}

    /** The hold is over and nothing is kept of what was paid for it. */
    record Lapsed(UUID booking) implements Claim {}

    /** The booking stood so when it was looked at. */
    record Seen(UUID booking, String status) implements Claim {}

    /**
     * The booking is cancelled.
     *
     * @param refund what goes back, in minor units
     */
    record Cancelled(UUID booking, long refund) implements Claim {}

    /** The booking cannot be cancelled, for it has expired. */
    record TooLateToCancel(UUID booking) implements Claim {}

    /** Nothing, however often it was asked; the request may have had its effect. */
    record Unanswered(String request) implements Claim {}

    /** An answer that no buyer who behaves should get. */
    record Strange(String request, String answer) implements Claim {}
}

package dev.evently.booking.booking.web;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.WithdrawOffer;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Holds that the waiting list places for whom it offers a place to. The gateway does not route here. */
@RestController
@MachineScope(MachineScopes.OFFERS_WRITE)
@RequestMapping("/internal/v1/offers")
class OfferController {

    private static final int MAX_TTL_SECONDS = 7 * 24 * 60 * 60;

    private final Holds holds;
    private final WithdrawOffer withdrawOffer;

    OfferController(Holds holds, WithdrawOffer withdrawOffer) {
        this.holds = holds;
        this.withdrawOffer = withdrawOffer;
    }

    record OfferBody(
            @NotNull UUID offerId,
            @NotNull UUID eventId,
            @NotNull UUID buyerId,

            @NotNull @Size(min = 1, max = HoldLine.MAX_LINES)
            List<@NotNull @Valid HoldLine> items,

            @NotNull @Min(1) @Max(MAX_TTL_SECONDS) Integer ttlSeconds) {}

    @PostMapping
    ResponseEntity<BookingResponse> offer(
            @RequestHeader("Idempotency-Key") String idempotencyKey,
            @RequestBody @Valid OfferBody body,
            Caller caller) {
        requireScope(caller);
        return holds.answer(
                "client:" + caller.subject(),
                idempotencyKey,
                body.eventId(),
                body.buyerId(),
                body.items(),
                Duration.ofSeconds(body.ttlSeconds()),
                body.offerId());
    }

    @DeleteMapping("/{bookingId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID bookingId, Caller caller) {
        requireScope(caller);
        Booking booking = BookingId.from(bookingId)
                .flatMap(withdrawOffer::withdraw)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
        if (booking instanceof Booking.Confirmed) {
            throw new ProblemException(BookingProblem.NOT_CANCELLABLE, "The offer has been taken up");
        }
    }

    private static void requireScope(Caller caller) {
        if (!caller.holds(MachineScopes.OFFERS_WRITE)) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
    }
}

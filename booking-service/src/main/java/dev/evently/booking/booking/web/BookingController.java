package dev.evently.booking.booking.web;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.CancelBooking;
import dev.evently.booking.booking.CancelBooking.Refusal;
import dev.evently.booking.booking.CancelReason;
import dev.evently.booking.booking.ExtendHold;
import dev.evently.booking.booking.ItemId;
import dev.evently.booking.booking.ListBookings;
import dev.evently.booking.booking.Requester;
import dev.evently.booking.booking.ViewBooking;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.security.OperationGuard;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/bookings")
class BookingController {

    /** Set on a list that misses bookings because a part of the data is away for the moment. */
    private static final String INCOMPLETE = "Evently-Incomplete";

    private final Holds holds;
    private final HoldSettings settings;
    private final ViewBooking viewBooking;
    private final ListBookings listBookings;
    private final CancelBooking cancelBooking;
    private final ExtendHold extendHold;
    private final OperationGuard guard;

    BookingController(
            Holds holds,
            HoldSettings settings,
            ViewBooking viewBooking,
            ListBookings listBookings,
            CancelBooking cancelBooking,
            ExtendHold extendHold,
            OperationGuard guard) {
        this.holds = holds;
        this.settings = settings;
        this.viewBooking = viewBooking;
        this.listBookings = listBookings;
        this.cancelBooking = cancelBooking;
        this.extendHold = extendHold;
        this.guard = guard;
    }

    record HoldBody(
            @NotNull UUID eventId,

            @NotNull @Size(min = 1, max = HoldLine.MAX_LINES)
            List<@NotNull @Valid HoldLine> items) {}

    @PostMapping
    @ApiOperation(
            id = "placeBooking",
            summary = "Holds places of an event until they are paid for",
            success = 201,
            headers = "Location",
            problems = {"not-found", "sold-out", "seat-taken", "buyer-limit", "not-on-sale"})
    ResponseEntity<BookingResponse> place(
            @RequestHeader("Idempotency-Key") String idempotencyKey, @RequestBody @Valid HoldBody body, Caller caller) {
        UUID buyer = caller.requireUserId();
        return holds.answer("user:" + buyer, idempotencyKey, body.eventId(), buyer, body.items(), settings.ttl(), null);
    }

    @GetMapping("/{id}")
    @MachineScope(MachineScopes.BOOKINGS_READ)
    @ApiOperation(id = "readBooking", summary = "Reads a booking, for its buyer and the team of the event")
    BookingResponse one(@PathVariable UUID id, Caller caller) {
        return BookingResponse.of(visible(id, caller));
    }

    @GetMapping
    @ApiOperation(
            id = "listOwnBookings",
            summary = "Lists the bookings of the caller, the newest first",
            headers = "Evently-Incomplete")
    ResponseEntity<Page<BookingResponse>> own(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam Optional<String> cursor,
            Caller caller) {
        @Nullable UUID before = cursor.map(BookingController::bookingOf).orElse(null);
        ListBookings.Listing listing = listBookings.of(caller.requireUserId(), before, limit);
        String next =
                listing.more() ? Cursor.encode(listing.bookings().getLast().id().value()) : null;
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (!listing.complete()) {
            response.header(INCOMPLETE, "true");
        }
        return response.body(
                new Page<>(listing.bookings().stream().map(BookingResponse::of).toList(), next));
    }

    record CancelBody(
            @Nullable @Size(min = 1, max = HoldLine.MAX_PLACES)
            Set<@NotNull UUID> itemIds) {}

    @PostMapping("/{id}/cancel")
    @ApiOperation(
            id = "cancelBooking",
            summary = "Gives a booking back, or some of its items",
            problems = {"not-cancellable", "second-factor-needed", "email-unverified"})
    CancellationResponse cancel(
            @PathVariable UUID id, @RequestBody(required = false) @Valid @Nullable CancelBody body, Caller caller) {
        Booking booking = visible(id, caller);
        CancelReason reason =
                booking.terms().buyerId().equals(caller.requireUserId()) ? CancelReason.BUYER : CancelReason.ORGANIZER;
        if (reason == CancelReason.ORGANIZER) {
            guard.requireStrongSignIn();
        }
        Set<ItemId> items = body == null || body.itemIds() == null
                ? Set.of()
                : body.itemIds().stream().map(ItemId::new).collect(Collectors.toUnmodifiableSet());
        return switch (cancelBooking.cancel(booking.id(), items, reason)) {
            case CancelBooking.Result.Cancelled done ->
                new CancellationResponse(
                        BookingResponse.of(done.booking()), CancellationResponse.RefundResponse.of(done.refund()));
            case CancelBooking.Result.Refused refused -> throw refused(refused.why());
            case CancelBooking.Result.UnknownItems _ ->
                throw new ProblemException(CommonProblem.VALIDATION).field("itemIds", "must be items of this booking");
            case CancelBooking.Result.Unknown _ -> throw notFound();
        };
    }

    @PostMapping("/{id}/extend")
    @ApiOperation(
            id = "extendHold",
            summary = "Gives a hold more time",
            problems = {"not-extendable", "hold-expired"})
    BookingResponse extend(@PathVariable UUID id, Caller caller) {
        UUID buyer = caller.requireUserId();
        ExtendHold.Result result = BookingId.from(id)
                .map(booking -> extendHold.extend(booking, buyer, settings.extensionRule()))
                .orElseThrow(BookingController::notFound);
        return switch (result) {
            case ExtendHold.Result.Extended extended -> BookingResponse.of(extended.booking());
            case ExtendHold.Result.Refused refused ->
                throw new ProblemException(BookingProblem.NOT_EXTENDABLE, reason(refused.why()))
                        .with("reason", refused.why());
            case ExtendHold.Result.Lapsed lapsed -> throw new ProblemException(BookingProblem.HOLD_EXPIRED);
            case ExtendHold.Result.Unknown unknown -> throw notFound();
        };
    }

    private String reason(ExtendHold.Refusal why) {
        return switch (why) {
            case OFTEN_ENOUGH -> "A hold is extended %d times at most".formatted(settings.extensions());
            case OLD_ENOUGH ->
                "A hold lasts for %d minutes at most"
                        .formatted(settings.maxAge().toMinutes());
            case OFFER -> "An offer of the waiting list is not extended: others wait for it";
            case PAID -> "The booking has been paid for";
            case CANCELLED -> "The booking was cancelled";
        };
    }

    private static ProblemException refused(Refusal why) {
        String detail =
                switch (why) {
                    case EXPIRED -> "The hold has expired";
                    case NOT_PAID -> "A booking that is not paid yet is cancelled as a whole";
                    case ADMITTED -> "A ticket has been used";
                    case EVENT_BEGUN -> "The event has begun";
                };
        return new ProblemException(BookingProblem.NOT_CANCELLABLE, detail).with("reason", why);
    }

    private Booking visible(UUID id, Caller caller) {
        Requester requester = caller.holds(MachineScopes.BOOKINGS_READ)
                ? Requester.MACHINE
                : new Requester(caller.requireUserId(), caller.isAdmin());
        return BookingId.from(id)
                .flatMap(booking -> viewBooking.visibleTo(booking, requester))
                .orElseThrow(BookingController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonProblem.NOT_FOUND);
    }

    private static UUID bookingOf(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor, 1).getFirst());
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }
}

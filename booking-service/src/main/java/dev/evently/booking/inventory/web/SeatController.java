package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.BlockSeats;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.ViewSeats;
import dev.evently.booking.seat.SeatName;
import dev.evently.booking.seat.web.SeatProblem;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The numbered seats of an event: their map for everybody, and blocking them for the team. */
@RestController
@RequestMapping("/api/v1/events/{eventId}")
class SeatController {

    /** How long a map may be shown without asking whether it has changed. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST_AT_ONCE = 5_000;

    private final ViewSeats viewSeats;
    private final BlockSeats blockSeats;
    private final InventoryController inventory;

    SeatController(ViewSeats viewSeats, BlockSeats blockSeats, InventoryController inventory) {
        this.viewSeats = viewSeats;
        this.blockSeats = blockSeats;
        this.inventory = inventory;
    }

    @GetMapping("/seats")
    @ApiOperation(
            id = "readSeats",
            summary = "Reads the map of an event's seats, or what has changed in it since a version")
    ResponseEntity<SeatMapResponse> map(@PathVariable UUID eventId) {
        ViewSeats.Seating seating = viewSeats.map(eventId).orElseThrow(SeatController::noSeats);
        return tagged(seating.inventory().event(), seating.map().version()).body(SeatMapResponse.of(seating));
    }

    @GetMapping(path = "/seats", params = "since")
    @ApiOperation(
            id = "readSeats",
            summary = "Reads the map of an event's seats, or what has changed in it since a version")
    ResponseEntity<SeatChangesResponse> changes(@PathVariable UUID eventId, @RequestParam long since) {
        if (since < 0) {
            throw notAVersion("must not be negative");
        }
        ViewSeats.Changes changes = viewSeats.since(eventId, since).orElseThrow(SeatController::noSeats);
        if (since > changes.version()) {
            throw notAVersion("must be a version of this map, the newest of which is " + changes.version());
        }
        return tagged(changes.event(), changes.version()).body(SeatChangesResponse.of(since, changes));
    }

    /** The tag changes with the seats and with what they are sold as. It is weak because compression changes the bytes. */
    private static ResponseEntity.BodyBuilder tagged(SaleEvent event, long version) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
                .eTag("W/\"%d.%d\"".formatted(event.version(), version));
    }

    /**
     * Some seats.
     *
     * @param seats their ids, or their names as {@code section/row/number}
     * @param blocked whether they are to be kept from sale
     */
    record SeatsBody(
            @NotNull @Size(min = 1, max = MOST_AT_ONCE) List<@NotNull String> seats,
            @NotNull Boolean blocked) {}

    @PutMapping("/inventory/seats")
    @OrganizerOperation
    @ApiOperation(
            id = "blockSeats",
            summary = "Keeps numbered seats from sale, or puts them on sale again",
            problems = {"seat-taken", "event-cancelled"})
    InventoryResponse block(@PathVariable UUID eventId, @RequestBody @Valid SeatsBody body, Caller caller) {
        List<UUID> seats = seats(eventId, body.seats());
        return switch (blockSeats.block(eventId, seats, body.blocked(), caller.requireUserId(), caller.isAdmin())) {
            case BlockSeats.Result.Done done -> inventory.inventory(eventId, caller);
            case BlockSeats.Result.Taken taken -> throw SeatProblem.taken(taken.seats());
            case BlockSeats.Result.NoSuchSeats none -> {
                ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
                none.indexes().forEach(n -> problem.field("seats[" + n + "]", "is not a seat that this event sells"));
                throw problem;
            }
            case BlockSeats.Result.Closed closed -> throw new ProblemException(InventoryProblem.EVENT_CANCELLED);
            case BlockSeats.Result.Unknown unknown -> throw new ProblemException(CommonProblem.NOT_FOUND);
        };
    }

    private static List<UUID> seats(UUID eventId, List<String> written) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        List<UUID> seats = new ArrayList<>();
        for (int n = 0; n < written.size(); n++) {
            Optional<UUID> seat = seat(eventId, written.get(n));
            if (seat.isEmpty()) {
                problem.field("seats[" + n + "]", "must be the id of a seat, or section/row/number");
            }
            seat.ifPresent(seats::add);
        }
        if (seats.size() < written.size()) {
            throw problem;
        }
        return seats;
    }

    private static Optional<UUID> seat(UUID eventId, String written) {
        if (written.contains("/")) {
            return SeatName.parse(written).map(name -> name.idAt(eventId));
        }
        try {
            return Optional.of(UUID.fromString(written));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException noSeats() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such event with numbered seats");
    }

    private static ProblemException notAVersion(String message) {
        return new ProblemException(CommonProblem.MALFORMED_REQUEST).field("since", message);
    }
}

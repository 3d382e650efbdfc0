package dev.evently.booking.booking.web;

import dev.evently.booking.booking.HoldRequest;
import dev.evently.booking.seat.SeatName;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * So many places of one product, as asked for: a number of them, or numbered seats by their ids or by their names.
 *
 * @param quantity may be left out where seats are named
 * @param seats each {@code section/row/number}, as {@link SeatName#toString} writes it
 */
record HoldLine(
        @NotNull UUID productId,
        @Nullable @Min(1) @Max(MAX_PLACES) Integer quantity,

        @Nullable @Size(min = 1, max = MAX_PLACES) List<@NotNull UUID> seatIds,

        @Nullable @Size(min = 1, max = MAX_PLACES) List<@NotNull String> seats) {

    /** The most places one booking can hold, whatever its products allow. */
    static final int MAX_PLACES = 200;

    static final int MAX_LINES = 50;

    /**
     * The lines of a request for an event.
     *
     * @throws ProblemException naming the fields that make no sense together
     */
    static List<HoldRequest.Line> toLines(UUID eventId, List<HoldLine> lines) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        List<HoldRequest.Line> read = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            lines.get(n).read(eventId, "items[" + n + "]", problem).ifPresent(read::add);
        }
        if (read.size() < lines.size()) {
            throw problem;
        }
        if (read.stream().mapToInt(HoldRequest.Line::quantity).sum() > MAX_PLACES) {
            throw problem.field("items", "must be at most " + MAX_PLACES + " places in all");
        }
        return read;
    }

    /** Where a seat is named in the request. */
    String fieldOfSeat(int seat) {
        return (seats == null ? "seatIds[" : "seats[") + seat + "]";
    }

    private Optional<HoldRequest.Line> read(UUID eventId, String at, ProblemException problem) {
        if (seatIds != null && seats != null) {
            problem.field(at + ".seats", "must be absent beside seatIds");
            return Optional.empty();
        }
        Optional<List<UUID>> ids;
        if (seatIds != null) {
            ids = Optional.of(seatIds);
        } else if (seats != null) {
            ids = named(eventId, seats, at, problem);
        } else {
            if (quantity == null) {
                problem.field(at + ".quantity", "must not be null where no seats are named");
            }
            return Optional.ofNullable(quantity).map(places -> new HoldRequest.Line(productId, places));
        }
        if (ids.isPresent() && quantity != null && quantity != ids.get().size()) {
            problem.field(at + ".quantity", "must be the number of seats, or absent");
            return Optional.empty();
        }
        return ids.map(some -> new HoldRequest.Line(productId, some.size(), some));
    }

    private static Optional<List<UUID>> named(UUID eventId, List<String> names, String at, ProblemException problem) {
        List<UUID> ids = new ArrayList<>();
        for (int n = 0; n < names.size(); n++) {
            Optional<SeatName> name = SeatName.parse(names.get(n));
            if (name.isEmpty()) {
                problem.field(at + ".seats[" + n + "]", "must be section/row/number");
            }
            name.map(known -> known.idAt(eventId)).ifPresent(ids::add);
        }
        return ids.size() == names.size() ? Optional.of(ids) : Optional.empty();
    }
}

package dev.evently.booking.seat.web;

import dev.evently.booking.seat.Seat;
import dev.evently.platform.web.ProblemException;
import dev.evently.platform.web.ProblemType;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** What may be in the way of having certain seats. */
public enum SeatProblem implements ProblemType {
    SEAT_TAKEN("seat-taken", HttpStatus.CONFLICT, "A seat is not free");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    SeatProblem(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** Seats that somebody else has. */
    public static ProblemException taken(List<Seat> seats) {
        return new ProblemException(SEAT_TAKEN)
                .with("seats", seats.stream().map(Taken::of).toList());
    }

    /** A seat under both of its names. */
    record Taken(UUID seatId, String seat) {

        static Taken of(Seat seat) {
            return new Taken(seat.id(), seat.name().toString());
        }
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

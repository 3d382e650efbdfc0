package dev.evently.booking.booking.web;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.HoldRequest;
import dev.evently.booking.booking.IdempotencyKey;
import dev.evently.booking.booking.PlaceHold;
import dev.evently.booking.booking.PlaceHold.Result;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.seat.web.SeatProblem;
import dev.evently.booking.sharding.Bucket;
import dev.evently.platform.messaging.TraceHeader;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.IdempotencyKeyHeader;
import dev.evently.platform.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers requests for a hold, whoever makes them. */
@Component
class Holds {

    private final PlaceHold placeHold;
    private final MeterRegistry metrics;

    Holds(PlaceHold placeHold, MeterRegistry metrics) {
        this.placeHold = placeHold;
        this.metrics = metrics;
    }

    /**
     * Places a hold or says why not.
     *
     * @param requester whose idempotency keys these are
     */
    ResponseEntity<BookingResponse> answer(
            String requester,
            String idempotencyKey,
            UUID eventId,
            UUID buyerId,
            List<HoldLine> lines,
            Duration ttl,
            @Nullable UUID offerId) {
        String key = IdempotencyKeyHeader.checked(idempotencyKey);
        Span.current().setAttribute("evently.event_id", eventId.toString());
        List<HoldRequest.Line> wanted = HoldLine.toLines(eventId, lines);
        Result result = placeHold.place(new HoldRequest(
                new IdempotencyKey(Bucket.ofEvent(eventId), requester, key),
                eventId,
                buyerId,
                wanted,
                ttl,
                offerId,
                TraceHeader.current()));
        metrics.counter("evently.holds", "result", result.getClass().getSimpleName())
                .increment();
        return switch (result) {
            case Result.Placed placed -> created(placed.booking());
            case Result.Repeated repeated -> created(repeated.booking());
            case Result.KeyReused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
            case Result.InFlight _ ->
                throw new ProblemException(CommonProblem.IDEMPOTENCY_IN_FLIGHT).retryAfter(Duration.ofSeconds(1));
            case Result.TooManyWait _ ->
                throw new ProblemException(CommonProblem.UNAVAILABLE, "Too many requests are waiting")
                        .retryAfter(Duration.ofSeconds(1));
            case Result.UnknownEvent _ -> throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such event");
            case Result.NotOnSale notOnSale -> throw notOnSale(notOnSale);
            case Result.Invalid invalid -> throw invalid(invalid, lines);
            case Result.BuyerLimit(int limit, int held) ->
                throw new ProblemException(BookingProblem.BUYER_LIMIT)
                        .with("limit", limit)
                        .with("held", held);
            case Result.SoldOut soldOut -> throw soldOut(soldOut, wanted);
            case Result.SeatsTaken taken -> throw SeatProblem.taken(taken.seats());
        };
    }

    private static ResponseEntity<BookingResponse> created(Booking booking) {
        return ResponseEntity.created(
                        URI.create("/api/v1/bookings/" + booking.id().value()))
                .body(BookingResponse.of(booking));
    }

    private static ProblemException notOnSale(Result.NotOnSale result) {
        return new ProblemException(
                BookingProblem.NOT_ON_SALE,
                result.status() == SaleEvent.Status.CANCELLED ? "The event is cancelled" : "The event has begun");
    }

    private static ProblemException invalid(Result.Invalid result, List<HoldLine> lines) {
        ProblemException problem = new ProblemException(CommonProblem.VALIDATION);
        for (Result.Flaw flaw : result.flaws()) {
            switch (flaw) {
                case Result.Flaw.NoSuchProduct(int line) ->
                    problem.field("items[" + line + "].productId", "is not on sale at this event");
                case Result.Flaw.TooMany(int line, int max) ->
                    problem.field("items[" + line + "].quantity", "must be at most " + max + " in one booking");
                case Result.Flaw.NotSeated(int line) ->
                    problem.field(seatField(lines, line, 0), "is not of a product with numbered seats");
                case Result.Flaw.NoSuchSeat(int line, int seat) ->
                    problem.field(seatField(lines, line, seat), "is not a seat of this event");
                case Result.Flaw.OtherCategory(int line, int seat) ->
                    problem.field(seatField(lines, line, seat), "is of a category that the product does not sell");
                case Result.Flaw.NamedTwice(int line, int seat) ->
                    problem.field(seatField(lines, line, seat), "is named twice");
            }
        }
        return problem;
    }

    private static String seatField(List<HoldLine> lines, int line, int seat) {
        return "items[" + line + "]." + lines.get(line).fieldOfSeat(seat);
    }

    private static ProblemException soldOut(Result.SoldOut result, List<HoldRequest.Line> lines) {
        Map<UUID, Integer> requested = new TreeMap<>();
        lines.forEach(line -> requested.merge(line.productId(), line.quantity(), Integer::sum));
        return new ProblemException(BookingProblem.SOLD_OUT)
                .with(
                        "products",
                        requested.entrySet().stream()
                                .map(product -> new Left(
                                        product.getKey(),
                                        product.getValue(),
                                        result.left().getOrDefault(product.getKey(), 0)))
                                .toList());
    }

    /** What is left of a product. */
    record Left(UUID productId, int requested, int available) {}
}

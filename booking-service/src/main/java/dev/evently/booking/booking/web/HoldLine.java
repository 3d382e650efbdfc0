package dev.evently.booking.booking.web;

import dev.evently.booking.booking.HoldRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;

/** So many places of one product, as asked for. */
record HoldLine(
        @NotNull UUID productId,
        @NotNull @Min(1) @Max(MAX_PLACES) Integer quantity) {

    /** The most places one booking can hold, whatever its products allow. */
    static final int MAX_PLACES = 200;

    static final int MAX_LINES = 50;

    static List<HoldRequest.Line> toLines(List<HoldLine> lines) {
        return lines.stream()
                .map(line -> new HoldRequest.Line(line.productId(), line.quantity()))
                .toList();
    }

    static boolean fitsOneBooking(List<HoldLine> lines) {
        return lines.stream().mapToInt(HoldLine::quantity).sum() <= MAX_PLACES;
    }
}

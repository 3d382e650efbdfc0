package dev.evently.booking.booking.messaging;

import dev.evently.booking.booking.BookingItem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item of a booking as other services see it. */
record WireItem(UUID id, UUID productId, @Nullable UUID seatId, long price) {

    static List<WireItem> of(List<BookingItem> items) {
        return items.stream()
                .map(item -> new WireItem(item.id().value(), item.productId(), item.seatId(), item.price()))
                .toList();
    }
}

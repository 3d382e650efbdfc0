package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.sharding.Bucket;
import dev.evently.testing.TestTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A buyer's list comes from all shards. */
@BookingServiceTest
class ListBookingsIT {

    @Autowired
    BoxOffice office;

    @Test
    void walksThroughAllShardsInTheOrderOfTheBookings() {
        List<OnOffer> offers = IntStream.range(0, 4)
                .mapToObj(shard -> office.publish(OnOffer.in(new Bucket(shard * 256), ProductOnOffer.of(100))))
                .toList();
        UUID buyer = UUID.randomUUID();
        office.mustHold(UUID.randomUUID(), 1, offers.getFirst());
        List<UUID> made = new ArrayList<>(IntStream.range(0, 11)
                .mapToObj(number ->
                        office.mustHold(buyer, 1, offers.get(number % 4)).id())
                .toList());

        List<UUID> listed = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = office.get(
                    "/api/v1/bookings?limit=4" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), TestTokens.user(buyer));
            assertThat(page.status()).isEqualTo(200);
            page.body()
                    .path("items")
                    .forEach(item -> listed.add(UUID.fromString(item.path("id").asString())));
            cursor = page.text("next");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        Collections.reverse(made);
        assertThat(listed).isEqualTo(made);
    }
}

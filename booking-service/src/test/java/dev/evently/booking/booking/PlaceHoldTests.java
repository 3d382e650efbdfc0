package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.booking.PlaceHold.Result;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.sharding.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlaceHoldTests {

    private final Shop shop = new Shop();

    @Test
    void makesOneItemPerPlaceAtTheProductsPrice() {
        Booking.Held held = shop.held(3);

        assertThat(held.items()).hasSize(3).allSatisfy(item -> {
            assertThat(item.price()).isEqualTo(4_500);
            assertThat(item.productId()).isEqualTo(shop.product.id());
            assertThat(item.quotaIds()).containsExactly(shop.quota);
        });
        assertThat(held.total()).isEqualTo(new Money(13_500, "EUR"));
        assertThat(held.terms().expiresAt()).isEqualTo(held.terms().createdAt().plus(Shop.TTL));
        assertThat(shop.figures()).isEqualTo(List.of(7, 3, 0, 0));
        assertThat(shop.events).containsExactly(new BookingEvent.Held(held, null));
    }

    @Test
    void writesNothingWhenItRefuses() {
        shop.held(4);
        shop.held(4);
        shop.events.clear();

        assertThat(shop.hold("key", 3)).isEqualTo(new Result.SoldOut(Map.of(shop.product.id(), 2)));
        assertThat(shop.hold("key", 5)).isEqualTo(new Result.Invalid(List.of(new Result.Flaw.TooMany(0, 4))));
        assertThat(shop.hold("key", UUID.randomUUID(), 1))
                .isEqualTo(new Result.Invalid(List.of(new Result.Flaw.NoSuchProduct(0))));

        assertThat(shop.figures()).isEqualTo(List.of(2, 8, 0, 0));
        assertThat(shop.events).isEmpty();
    }

    @Test
    void sellsNothingOnceTheEventHasBegun() {
        shop.clock.advance(Duration.ofDays(90));

        assertThat(shop.hold("key", 1)).isEqualTo(new Result.NotOnSale(SaleEvent.Status.ON_SALE));
    }

    @Test
    void recognisesARepetition() {
        Result first = shop.hold("key", 2);

        assertThat(shop.hold("key", 2)).isEqualTo(new Result.Repeated(((Result.Placed) first).booking()));
        assertThat(shop.hold("key", 3)).isEqualTo(new Result.KeyReused());
        assertThat(shop.figures()).isEqualTo(List.of(8, 2, 0, 0));
    }

    @Test
    void takesRequestsThatAskForTheSameForTheSame() {
        HoldRequest.Line two = new HoldRequest.Line(new UUID(0, 2), 2);
        HoldRequest.Line one = new HoldRequest.Line(new UUID(0, 2), 1);
        HoldRequest.Line other = new HoldRequest.Line(new UUID(0, 1), 1);

        assertThat(request(two, other).fingerprint())
                .isEqualTo(request(other, one, one).fingerprint());
        assertThat(request(two).fingerprint()).isNotEqualTo(request(one).fingerprint());
    }

    private static HoldRequest request(HoldRequest.Line... lines) {
        return new HoldRequest(
                new IdempotencyKey(new Bucket(8), "user", "key"),
                new UUID(0, 8),
                new UUID(0, 9),
                List.of(lines),
                Shop.TTL,
                null,
                null);
    }
}

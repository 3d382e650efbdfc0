package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evently.booking.booking.ExtendHold.Refusal;
import dev.evently.booking.booking.ExtendHold.Result;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExtendHoldTests {

    private static final ExtendHold.Rule RULE = new ExtendHold.Rule(Shop.TTL, 2, Duration.ofMinutes(25));

    private final Shop shop = new Shop();
    private final Booking.Held held = shop.held(2);
    private final UUID buyer = held.terms().buyerId();

    @Test
    void countsTheTimeFromNow() {
        shop.clock.advance(Duration.ofMinutes(8));

        Booking.Terms longer = ((Result.Extended) extend()).booking().terms();

        assertThat(longer.extensions()).isEqualTo(1);
        assertThat(longer.expiresAt()).isCloseTo(shop.now().plus(Shop.TTL), within(10, ChronoUnit.SECONDS));
        shop.clock.advance(Duration.ofMinutes(9));
        assertThat(shop.expireBookings.sweep(shop.shards.all().getFirst())).isZero();
    }

    @Test
    void takesARepetitionForTheSameExtension() {
        shop.clock.advance(Duration.ofMinutes(8));
        Result first = extend();
        shop.clock.advance(Duration.ofSeconds(20));

        assertThat(extend()).isEqualTo(first);
    }

    @Test
    void refusesWhatIsTooMuch() {
        shop.clock.advance(Duration.ofMinutes(9));
        extend();
        shop.clock.advance(Duration.ofMinutes(9));

        Result atMost = extend();
        assertThat(((Result.Extended) atMost).booking().terms().expiresAt())
                .isEqualTo(held.terms().createdAt().plus(Duration.ofMinutes(25)));

        shop.clock.advance(Duration.ofMinutes(5));
        assertThat(extend()).isEqualTo(new Result.Refused(Refusal.OFTEN_ENOUGH));
        assertThat(shop.extendHold.extend(held.id(), buyer, new ExtendHold.Rule(Shop.TTL, 9, Duration.ofMinutes(25))))
                .isEqualTo(new Result.Refused(Refusal.OLD_ENOUGH));
    }

    @Test
    void extendsOnlyWhatIsHeldByTheCaller() {
        assertThat(shop.extendHold.extend(held.id(), UUID.randomUUID(), RULE)).isEqualTo(new Result.Unknown());

        shop.pay(held);
        assertThat(extend()).isEqualTo(new Result.Refused(Refusal.PAID));

        Booking.Held late = shop.held(1);
        shop.clock.advance(Shop.TTL);
        assertThat(shop.extendHold.extend(late.id(), buyer, RULE)).isEqualTo(new Result.Lapsed());
    }

    private Result extend() {
        return shop.extendHold.extend(held.id(), buyer, RULE);
    }
}

package dev.evently.waitlist.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evently.waitlist.line.WaitingListEntry.Offered;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingListEntryTests {

    private static final Instant NOW = Instant.parse("2030-01-01T10:00:00Z");
    private static final Party PARTY = new Party(
            new EntryId(UUID.randomUUID()),
            new LineId(UUID.randomUUID(), UUID.randomUUID()),
            UUID.randomUUID(),
            2,
            7,
            NOW);
    private static final OfferId OFFER = new OfferId(UUID.randomUUID());
    private static final Hold HOLD = new Hold(UUID.randomUUID(), NOW.plus(Duration.ofMinutes(15)));

    private final Waiting waiting = new Waiting(PARTY, OFFER);

    @Test
    void keepsItsPlaceAndItsOfferThroughARefusal() {
        assertThat(waiting.ask().refused()).isEqualTo(waiting);
    }

    @Test
    void carriesTheHoldFromTheOfferToItsEnd() {
        Offered offered = waiting.ask().held(HOLD, NOW);

        assertThat(offered.accept(NOW).hold()).isEqualTo(HOLD);
        assertThat(offered.expire(NOW).hold()).isEqualTo(HOLD);
        assertThat(offered.leave(NOW).bookingId()).isEqualTo(HOLD.bookingId());
    }

    @Test
    void acceptsAHoldThatWasMadeAfterItsRefusal() {
        assertThat(waiting.ask().refused().held(HOLD, NOW))
                .isEqualTo(waiting.ask().held(HOLD, NOW));
    }

    @Test
    void givesBackAHoldThatWasMadeAfterThePersonLeft() {
        assertThat(waiting.ask().leave(NOW).held(HOLD.bookingId()))
                .isEqualTo(waiting.ask().held(HOLD, NOW).leave(NOW));
    }

    @Test
    void waitsOnForAnotherOfferWhenTheFirstCameTooLate() {
        Offered late = waiting.ask().held(HOLD, HOLD.expiresAt());
        OfferId another = new OfferId(UUID.randomUUID());

        assertThat(late.cameTooLate()).isTrue();
        assertThat(late.waitFor(another)).isEqualTo(new Waiting(PARTY, another));
    }

    @Test
    void losesItsPlaceWithAnOfferThatCouldHaveBeenTaken() {
        Offered offered = waiting.ask().held(HOLD, HOLD.expiresAt().minusMillis(1));

        assertThat(offered.cameTooLate()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> offered.waitFor(OFFER));
    }

    @Test
    void refusesAPartyOfNobody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Party(PARTY.id(), PARTY.line(), PARTY.userId(), 0, 1, NOW));
    }
}

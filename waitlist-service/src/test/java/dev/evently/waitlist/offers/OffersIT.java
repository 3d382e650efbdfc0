package dev.evently.waitlist.offers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.contracts.Contracts;
import dev.evently.waitlist.BookingServer.Held;
import dev.evently.waitlist.WaitlistStory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OffersIT extends WaitlistStory {

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();
    private final UUID cleo = UUID.randomUUID();

    @BeforeEach
    void putTheEventOnSale() {
        publishEvent();
    }

    @Test
    void offersAReleasedPlaceToTheFirstInLineUntilSomebodyPays() {
        try (KafkaProbe told = KafkaProbe.on(Topics.WAITLIST)) {
            String first = join(ada, 1).path("id").asString();
            String second = join(bob, 1).path("id").asString();

            BOOKINGS.release(eventId, productId, 1);
            awaitStatus(ada, "OFFERED");
            JsonNode offered = entryOf(ada);
            assertThat(offered.path("bookingId").asString())
                    .isEqualTo(holdOf(ada).bookingId().toString());
            assertThat(offered.path("offerExpiresAt").asString())
                    .isEqualTo(holdOf(ada).expiresAt().toString());
            assertThat(offered.path("position").isNull()).isTrue();
            assertThat(entryOf(bob).path("position").asInt()).isEqualTo(1);

            BOOKINGS.expire(holdOf(ada));
            awaitStatus(ada, "EXPIRED");
            awaitStatus(bob, "OFFERED");

            BOOKINGS.pay(holdOf(bob));
            awaitStatus(bob, "ACCEPTED");

            told.awaitType("dev.evently.waitlist.WaitlistJoined.v1", first);
            told.awaitType("dev.evently.waitlist.WaitlistOffered.v1", first);
            told.awaitType("dev.evently.waitlist.WaitlistOfferExpired.v1", first);
            told.awaitType("dev.evently.waitlist.WaitlistOffered.v1", second);
            told.awaitType("dev.evently.waitlist.WaitlistOfferAccepted.v1", second);
            assertThat(told.records())
                    .allSatisfy(record -> Contracts.assertValid(record.value().getType(), record.value()));
            assertThat(told.records().stream()
                            .filter(record -> record.key().equals(first))
                            .map(record -> record.value().getType()))
                    .containsExactly(
                            "dev.evently.waitlist.WaitlistJoined.v1",
                            "dev.evently.waitlist.WaitlistOffered.v1",
                            "dev.evently.waitlist.WaitlistOfferExpired.v1");
        }
    }

    @Test
    void offersAtOnceWhenThereIsAFreePlaceAfterAll() {
        BOOKINGS.stock(productId, 1);

        join(ada, 1);

        awaitStatus(ada, "OFFERED");
    }

    @Test
    void passesOverAPartyThatDoesNotFitWithoutLosingItsPlace() {
        join(ada, 3);
        join(bob, 1);
        join(cleo, 1);

        BOOKINGS.release(eventId, productId, 2);
        awaitStatus(bob, "OFFERED");
        awaitStatus(cleo, "OFFERED");
        awaitRest();
        assertThat(statusOf(ada)).isEqualTo("WAITING");
        assertThat(entryOf(ada).path("position").asInt()).isEqualTo(1);

        BOOKINGS.release(eventId, productId, 3);
        awaitStatus(ada, "OFFERED");
    }

    @Test
    void offersPlacesThatTheOrganizerPutsOnSale() {
        join(ada, 1);
        join(bob, 2);
        awaitRest();

        openPlaces(2);

        awaitStatus(ada, "OFFERED");
        awaitRest();
        assertThat(statusOf(bob)).isEqualTo("WAITING");
    }

    @Test
    void offersOnlyWhatIsReallyFree() {
        join(ada, 1);
        join(bob, 1);
        awaitRest();

        BOOKINGS.stock(productId, -1);
        BOOKINGS.release(eventId, productId, 2);

        awaitStatus(ada, "OFFERED");
        awaitRest();
        assertThat(statusOf(bob)).isEqualTo("WAITING");
    }

    @Test
    void asksOnceAndNotAgainWhenNothingIsFree() {
        join(ada, 1);
        awaitRest();
        int asked = BOOKINGS.keys(productId).size();

        join(bob, 1);
        join(cleo, 2);
        awaitRest();

        assertThat(asked).isEqualTo(1);
        assertThat(BOOKINGS.keys(productId)).hasSize(asked);
    }

    @Test
    void looksAgainFromTimeToTimeWithoutBeingCalled() {
        join(ada, 1);
        awaitRest();
        BOOKINGS.stock(productId, 1);

        clock.advance(Duration.ofMinutes(5));

        awaitStatus(ada, "OFFERED");
    }

    @Test
    void looksAgainWhenTheEventWasChanged() {
        join(ada, 1);
        awaitRest();
        BOOKINGS.stock(productId, 1);

        publishEvent(2, clock.instant().plus(Duration.ofDays(30)));

        awaitStatus(ada, "OFFERED");
    }

    @Test
    void givesTheHoldOfWhoLeavesToTheNextInLine() {
        String entry = join(ada, 1).path("id").asString();
        join(bob, 1);
        BOOKINGS.release(eventId, productId, 1);
        awaitStatus(ada, "OFFERED");
        Held hold = holdOf(ada);

        leave(ada, entry);

        assertThat(statusOf(ada)).isEqualTo("LEFT");
        awaitStatus(bob, "OFFERED");
        assertThat(BOOKINGS.wasGivenBack(hold.bookingId())).isTrue();
    }

    @Test
    void movesOnWhenTheOfferedBookingIsCancelled() {
        join(ada, 1);
        join(bob, 1);
        BOOKINGS.release(eventId, productId, 1);
        awaitStatus(ada, "OFFERED");

        BOOKINGS.cancel(holdOf(ada));

        awaitStatus(ada, "EXPIRED");
        awaitStatus(bob, "OFFERED");
    }

    @Test
    void letsWhoLetAnOfferGoJoinAgainAtTheEnd() {
        join(ada, 1);
        BOOKINGS.release(eventId, productId, 1);
        awaitStatus(ada, "OFFERED");
        join(bob, 2);
        BOOKINGS.cancel(holdOf(ada));
        awaitStatus(ada, "EXPIRED");
        BOOKINGS.stock(productId, -1);

        assertThat(join(ada, 1).path("position").asInt()).isEqualTo(2);
    }

    @Test
    void closesEveryEntryOfACancelledEvent() {
        try (KafkaProbe told = KafkaProbe.on(Topics.WAITLIST)) {
            List<String> entries = List.of(
                    join(ada, 1).path("id").asString(), join(bob, 1).path("id").asString());
            BOOKINGS.release(eventId, productId, 1);
            awaitStatus(ada, "OFFERED");

            cancelEvent();

            awaitStatus(ada, "CLOSED");
            awaitStatus(bob, "CLOSED");
            tryToJoin(cleo, 1).expectStatus().isEqualTo(409);
            entries.forEach(entry -> told.awaitType("dev.evently.waitlist.WaitlistLeft.v1", entry));
        }
    }

    @Test
    void closesTheLineWhenTheEventBegins() {
        join(ada, 1);
        awaitRest();

        clock.advance(Duration.ofDays(30));

        awaitStatus(ada, "CLOSED");
    }

    @Test
    void staysPaidWhenTheEventIsCancelledLater() {
        join(ada, 1);
        BOOKINGS.release(eventId, productId, 1);
        awaitStatus(ada, "OFFERED");
        BOOKINGS.pay(holdOf(ada));
        awaitStatus(ada, "ACCEPTED");

        join(bob, 1);
        cancelEvent();
        awaitStatus(bob, "CLOSED");

        assertThat(statusOf(ada)).isEqualTo("ACCEPTED");
    }
}

package dev.evently.waitlist.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import dev.evently.waitlist.BookingServer.Fault;
import dev.evently.waitlist.BookingServer.Held;
import dev.evently.waitlist.WaitlistStory;
import dev.evently.waitlist.line.Claim;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Lines;
import dev.evently.waitlist.line.Newcomer;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OfferFaultsIT extends WaitlistStory {

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @Autowired
    private OfferSteps steps;

    @Autowired
    private SettleOffers offers;

    @Autowired
    private Holds holds;

    @Autowired
    private OfferSettings settings;

    @Autowired
    private Lines lines;

    @Autowired
    private Entries entries;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void putTheEventOnSale() {
        publishEvent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANGS_BEFORE", "HANGS_AFTER", "FAILS_BEFORE", "FAILS_AFTER", "IN_FLIGHT", "UNAUTHENTICATED"})
    void asksAgainForTheSameOfferWhenTheAnswerIsMissing(Fault fault) {
        BOOKINGS.keepSilent();
        BOOKINGS.stock(productId, 2);
        BOOKINGS.failNext(productId, fault);

        join(ada, 1);

        awaitStatus(ada, "OFFERED");
        assertThat(BOOKINGS.keys(productId))
                .hasSize(2)
                .containsOnly(BOOKINGS.keys(productId).getFirst());
        assertThat(BOOKINGS.holds(productId)).hasSize(1);
    }

    @Test
    void learnsOfAHoldFromItsEventWhenEveryAnswerIsLost() {
        BOOKINGS.stock(productId, 1);
        BOOKINGS.failNext(productId, Fault.HANGS_AFTER, Fault.HANGS_AFTER, Fault.HANGS_AFTER, Fault.HANGS_AFTER);

        join(ada, 1);

        awaitStatus(ada, "OFFERED");
        BOOKINGS.pay(holdOf(ada));
        awaitStatus(ada, "ACCEPTED");
    }

    @Test
    void doesNotLetTheNextOvertakeWhileAnOfferIsUnknown() {
        BOOKINGS.stock(productId, 1);
        BOOKINGS.failNext(productId, Fault.FAILS_BEFORE, Fault.FAILS_BEFORE);

        join(ada, 1);
        join(bob, 1);

        awaitStatus(ada, "OFFERED");
        awaitRest();
        assertThat(statusOf(bob)).isEqualTo("WAITING");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"INVALID", "BUYER_LIMIT"})
    void keepsThePlaceOfWhomBookingServiceRefuses(Fault refusal) {
        BOOKINGS.stock(productId, 1);
        BOOKINGS.failNext(productId, refusal);

        join(ada, 2);
        awaitRest();
        join(bob, 1);

        awaitStatus(bob, "OFFERED");
        assertThat(entryOf(ada).path("position").asInt()).isEqualTo(1);
    }

    @Test
    void stopsAskingWhenNothingIsOnSale() {
        BOOKINGS.failNext(productId, Fault.NOT_ON_SALE);

        join(ada, 1);
        join(bob, 1);
        awaitRest();

        assertThat(statusOf(ada)).isEqualTo("WAITING");
        assertThat(BOOKINGS.keys(productId)).hasSize(1);
    }

    @Test
    void takesUpAnOfferWhoseDispatcherDiedAfterTheHoldWasMade() {
        BOOKINGS.keepSilent();
        BOOKINGS.stock(productId, 2);
        Claim claim = joinAndClaim(ada);

        assertThatThrownBy(() -> dispatcherThatDies(true).walk(claim)).isInstanceOf(Crash.class);
        assertThat(statusOf(ada)).isEqualTo("WAITING");
        clock.advance(settings.lease());

        awaitStatus(ada, "OFFERED");
        assertThat(BOOKINGS.keys(productId))
                .hasSize(2)
                .containsOnly(BOOKINGS.keys(productId).getFirst());
        assertThat(BOOKINGS.holds(productId)).hasSize(1);
    }

    @Test
    void takesUpAnOfferWhoseDispatcherDiedBeforeItAsked() {
        BOOKINGS.stock(productId, 2);
        Claim claim = joinAndClaim(ada);

        assertThatThrownBy(() -> dispatcherThatDies(false).walk(claim)).isInstanceOf(Crash.class);
        clock.advance(settings.lease());

        awaitStatus(ada, "OFFERED");
        assertThat(BOOKINGS.holds(productId)).hasSize(1);
    }

    @Test
    void givesBackAHoldThatWasMadeWhileThePersonLeft() {
        BOOKINGS.stock(productId, 1);
        Claim claim = joinAndClaim(ada);
        String entry = entryOf(ada).path("id").asString();
        Holds slow = new Holds() {
            @Override
            public Answer hold(Party party, OfferId offer) {
                leave(ada, entry);
                return holds.hold(party, offer);
            }

            @Override
            public boolean giveBack(UUID bookingId) {
                return holds.giveBack(bookingId);
            }
        };

        BOOKINGS.keepSilent();
        dispatcher(slow).walk(claim);

        assertThat(BOOKINGS.wasGivenBack(holdOf(ada).bookingId())).isTrue();
        assertThat(statusOf(ada)).isEqualTo("LEFT");
    }

    @Test
    void givesBackAHoldOnceMoreWhenTheAnswerIsMissing() {
        BOOKINGS.stock(productId, 1);
        String entry = join(ada, 1).path("id").asString();
        awaitStatus(ada, "OFFERED");
        join(bob, 1);
        awaitRest();
        BOOKINGS.failNext(productId, Fault.FAILS_BEFORE, Fault.FAILS_AFTER);

        leave(ada, entry);

        awaitStatus(bob, "OFFERED");
        awaitRest();
        assertThat(BOOKINGS.holds(productId)).hasSize(2);
    }

    @Test
    void offersEachReleasedPlaceOnceWithTwoDispatchersAtWork() throws Exception {
        List<UUID> people = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            people.add(UUID.randomUUID());
            join(people.getLast(), 1);
        }
        awaitRest();
        try (OfferDispatcher one = dispatcher(holds);
                OfferDispatcher other = dispatcher(holds);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (OfferDispatcher dispatcher : List.of(one, other)) {
                running.add(threads.submit(() -> await().until(() -> {
                    dispatcher.dispatch();
                    return BOOKINGS.holds(productId).size() == 20;
                })));
            }
            for (int release = 0; release < 10; release++) {
                BOOKINGS.release(eventId, productId, 2);
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        await().until(() -> people.stream()
                        .filter(person -> statusOf(person).equals("OFFERED"))
                        .count()
                == 20);
        awaitRest();

        assertThat(people.subList(0, 20))
                .allSatisfy(person -> assertThat(statusOf(person)).isEqualTo("OFFERED"));
        assertThat(people.subList(20, 30))
                .allSatisfy(person -> assertThat(statusOf(person)).isEqualTo("WAITING"));
        assertThat(BOOKINGS.holds(productId)).hasSize(20).doesNotHaveDuplicates();
        assertThat(BOOKINGS.holds(productId).stream().map(Held::buyerId)).doesNotHaveDuplicates();
    }

    @Test
    void isNotMovedByAnEventThatComesTwice() {
        join(ada, 1);
        join(bob, 1);
        BOOKINGS.release(eventId, productId, 1);
        awaitStatus(ada, "OFFERED");
        Held hold = holdOf(ada);
        BOOKINGS.pay(hold);
        awaitStatus(ada, "ACCEPTED");

        CloudEvent expired = TestEvents.event(
                "dev.evently.booking.BookingExpired.v1",
                hold.bookingId().toString(),
                Map.of(
                        "bookingId", hold.bookingId(),
                        "expiredAt", "2030-01-01T00:00:00Z",
                        "offerId", hold.offerId()));
        TestEvents.publish(Topics.BOOKINGS, hold.bookingId().toString(), expired);
        TestEvents.publish(Topics.BOOKINGS, hold.bookingId().toString(), expired);
        BOOKINGS.publishCreated(hold);
        BOOKINGS.release(eventId, productId, 1);

        awaitStatus(bob, "OFFERED");
        assertThat(statusOf(ada)).isEqualTo("ACCEPTED");
    }

    @Test
    void doesNotCostThePlaceWhenTheOfferCouldNotBeHeardOfInTime() {
        BOOKINGS.keepSilent();
        BOOKINGS.stock(productId, 1);
        Claim claim = joinAndClaim(ada);
        assertThatThrownBy(() -> dispatcherThatDies(true).walk(claim)).isInstanceOf(Crash.class);

        clock.advance(settings.ttl().plus(Duration.ofMinutes(1)));
        awaitStatus(ada, "OFFERED");
        BOOKINGS.expire(holdOf(ada));

        await().until(() -> BOOKINGS.holds(productId).size() == 2);
        assertThat(BOOKINGS.holds(productId))
                .allSatisfy(held -> assertThat(held.buyerId()).isEqualTo(ada));
    }

    /** Joins and claims the line before the dispatcher of the service can. */
    private Claim joinAndClaim(UUID userId) {
        LineId line = new LineId(eventId, productId);
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            Newcomer newcomer =
                    new Newcomer(new EntryId(Ids.next()), line, userId, 1, new OfferId(Ids.next()), clock.instant());
            assertThat(entries.join(newcomer, null)).isPresent();
            lines.call(line, Instant.EPOCH);
            return steps.claimDueLine().orElseThrow();
        }));
    }

    private OfferDispatcher dispatcherThatDies(boolean afterTheRequest) {
        return dispatcher(new Holds() {
            @Override
            public Answer hold(Party party, OfferId offer) {
                if (afterTheRequest) {
                    holds.hold(party, offer);
                }
                throw new Crash();
            }

            @Override
            public boolean giveBack(UUID bookingId) {
                throw new Crash();
            }
        });
    }

    private OfferDispatcher dispatcher(Holds way) {
        return new OfferDispatcher(steps, offers, way, settings);
    }

    /** The end of a process, as far as a walk can tell. */
    private static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }
}

package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What organizers change becomes inventory, in whatever order it arrives. */
@BookingServiceTest
class InventoryFeedIT {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry metrics;

    @Test
    void raisesAndLowersCapacityAsFarAsPlacesAreFree() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        UUID booking = office.mustHold(buyer, 6, offer).id();

        OnOffer raised = office.update(offer.selling(offer.product().withCapacity(20)));
        assertThat(office.figures(offer)).isEqualTo(new Figures(20, 14, 6, 0, 0));

        OnOffer lowered = office.update(raised.selling(offer.product().withCapacity(8)));
        assertThat(office.figures(offer)).isEqualTo(new Figures(8, 2, 6, 0, 0));

        office.update(lowered.selling(offer.product().withCapacity(3)));
        assertThat(office.figures(offer)).isEqualTo(new Figures(6, 0, 6, 0, 0));
        assertThat(office.inventory(offer)
                        .body()
                        .path("quotas")
                        .path(0)
                        .path("wantedCapacity")
                        .asInt())
                .isEqualTo(3);

        office.cancel(buyer, booking);
        assertThat(office.figures(offer)).isEqualTo(new Figures(3, 3, 0, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void followsTheHighestVersionOnly() {
        OnOffer offer = OnOffer.with(ProductOnOffer.of(10));
        OnOffer third = offer.version(2).selling(offer.product().withCapacity(30));
        office.update(third);

        office.announceUpdate(
                offer.version(2).selling(offer.product().withCapacity(99)).version(2));
        office.announceUpdate(third);
        office.publish(OnOffer.with(ProductOnOffer.of(1)));
        OnOffer fourth = office.update(third.selling(offer.product().withCapacity(31)));

        assertThat(fourth.version()).isEqualTo(4);
        assertThat(office.figures(offer)).isEqualTo(new Figures(31, 31, 0, 0, 0));
        assertThat(ledgerEntries(offer)).isEqualTo(2);
    }

    @Test
    void neverSellsAnEventWhoseCancellationCameFirst() {
        OnOffer offer = OnOffer.with(ProductOnOffer.of(10));
        office.announceCancellation(offer);
        office.announceUpdate(offer.version(5));
        Awaitility.await().until(() -> office.inventory(offer).text("status").equals("CANCELLED"));
        office.announceUpdate(offer.version(6));
        OnOffer marker = office.publish(sameBucket(offer));

        assertThat(office.figures(marker).available()).isEqualTo(1);
        assertThat(office.hold(buyer, 1, offer).problem()).isEqualTo("not-on-sale");
    }

    @Test
    void withdrawsAProductThatIsNotDescribedAnyMore() {
        ProductOnOffer stays = ProductOnOffer.of(10);
        ProductOnOffer goes = ProductOnOffer.of(10);
        OnOffer offer = office.publish(OnOffer.with(stays, goes));
        UUID booking = office.hold(buyer, offer, new Wish(goes.id(), 2)).id();

        office.update(offer.selling(stays));

        assertThat(office.availability(offer).body().path("products")).hasSize(1);
        assertThat(office.hold(buyer, offer, new Wish(goes.id(), 1)).status()).isEqualTo(422);
        office.cancel(buyer, booking);
        assertThat(office.inventory(offer)
                        .body()
                        .path("quotas")
                        .valueStream()
                        .mapToInt(quota -> quota.path("capacity").asInt())
                        .sum())
                .isEqualTo(10);
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void sharesAQuotaBetweenProducts() {
        ProductOnOffer adult = ProductOnOffer.of(5);
        ProductOnOffer child = ProductOnOffer.of(5).drawingFrom(List.of(adult.ownQuota()));
        OnOffer offer = office.publish(OnOffer.with(adult, child));

        office.hold(buyer, offer, new Wish(adult.id(), 2), new Wish(child.id(), 2));

        assertThat(office.availability(offer).body().path("products"))
                .allSatisfy(product -> assertThat(Figures.of(product)).isEqualTo(new Figures(5, 1, 4, 0, 0)));
        assertThat(office.hold(buyer, offer, new Wish(adult.id(), 1), new Wish(child.id(), 1))
                        .problem())
                .isEqualTo("sold-out");
    }

    @Test
    void takesThePublishedExamples() {
        UUID owner = UUID.fromString("019372b0-5f00-73aa-93c8-63c2d0b7f908");
        String event = "019372b4-1c00-7a31-8f54-2b1f6f0a9c01";
        String organizer = "019372b1-90c0-7f02-9d0e-5a6b7c8d9e0f";
        String inventory = "/api/v1/events/" + event + "/inventory";

        feed(organizer, "dev.evently.event.OrganizerTeamChanged.v1");
        feed(event, "dev.evently.event.EventPublished.v1");
        Awaitility.await()
                .until(() -> office.get(inventory, TestTokens.user(owner)).status() == 200);
        assertThat(office.get("/api/v1/events/" + event + "/availability", null)
                        .body()
                        .path("products"))
                .extracting(Figures::of)
                .containsExactly(new Figures(800, 800, 0, 0, 0), new Figures(120, 120, 0, 0, 0));

        feed(event, "dev.evently.event.EventCancelled.v1");
        Awaitility.await()
                .until(() -> office.get(inventory, TestTokens.user(owner))
                        .text("status")
                        .equals("CANCELLED"));
    }

    private static void feed(String key, String type) {
        TestEvents.publish("evently.events", key, type, key, Contracts.example(type));
    }

    @Test
    void showsWhetherTheLedgerDiffers() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        assertThat(differences()).isZero();

        cook(offer, 1);
        Awaitility.await().until(() -> differences() == 1);
        assertThat(office.inventory(offer).body().path("balanced").asBoolean()).isFalse();

        cook(offer, -1);
        Awaitility.await().until(() -> differences() == 0);
    }

    @Test
    void keepsTheAccountFromItsLastCheckpoint() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        office.mustHold(buyer, 1, offer);
        office.mustHold(buyer, 2, offer);
        Awaitility.await().until(() -> checkpoint(offer) > 0);
        long first = checkpoint(offer);

        office.mustHold(buyer, 1, offer);
        assertThat(office.inventory(offer).body().path("balanced").asBoolean()).isTrue();
        cook(offer, 1);
        assertThat(office.inventory(offer).body().path("balanced").asBoolean()).isFalse();
        cook(offer, -1);

        office.mustHold(buyer, 1, offer);
        office.mustHold(buyer, 1, offer);
        Awaitility.await().until(() -> checkpoint(offer) > first);
        assertThat(office.inventory(offer).body().path("balanced").asBoolean()).isTrue();
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    /** The last entry that the event's checkpoint counts; 0 if there is none. */
    private long checkpoint(OnOffer offer) {
        Bucket bucket = Bucket.ofEvent(offer.id());
        return shards.inSnapshot(
                bucket,
                () -> jdbc.sql(
                                "SELECT coalesce(max(entry_id), 0) FROM ledger_checkpoint WHERE bucket = ? AND event_id = ?")
                        .params(bucket.value(), offer.id())
                        .query(Long.class)
                        .single());
    }

    private double differences() {
        return metrics.find("evently.ledger.difference").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** Changes a quota behind the ledger's back. */
    private void cook(OnOffer offer, int places) {
        Bucket bucket = Bucket.ofEvent(offer.id());
        shards.inTransaction(
                bucket,
                () -> jdbc.sql(
                                "UPDATE quota SET capacity = capacity + ?, available = available + ? WHERE bucket = ? AND event_id = ?")
                        .params(places, places, bucket.value(), offer.id())
                        .update());
    }

    private int ledgerEntries(OnOffer offer) {
        Bucket bucket = Bucket.ofEvent(offer.id());
        return shards.inSnapshot(
                bucket,
                () -> jdbc.sql("SELECT count(*) FROM ledger WHERE bucket = ? AND event_id = ?")
                        .params(bucket.value(), offer.id())
                        .query(Integer.class)
                        .single());
    }

    private static OnOffer sameBucket(OnOffer offer) {
        return OnOffer.in(Bucket.ofEvent(offer.id()), ProductOnOffer.of(1));
    }
}

package dev.evently.booking.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.Together;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Places kept from sale. */
@BookingServiceTest
class BlockPlacesIT {

    private final UUID manager = UUID.randomUUID();
    private final UUID doorman = UUID.randomUUID();
    private final UUID buyer = UUID.randomUUID();
    private OnOffer offer = OnOffer.with(ProductOnOffer.of(10));

    @Autowired
    BoxOffice office;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void publish() {
        offer = office.publish(offer);
        office.setTeam(offer.organizerId(), 1, Map.of(manager, "MANAGER", doorman, "CHECK_IN"));
        await().until(() -> block(manager, 0).status() == 200);
    }

    @Test
    void keepsPlacesFromSaleAndPutsThemBack() {
        assertThat(block(manager, 8)
                        .body()
                        .path("quotas")
                        .path(0)
                        .path("blocked")
                        .asInt())
                .isEqualTo(8);
        assertThat(block(manager, 8).status()).isEqualTo(200);
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 2, 0, 0, 8));
        assertThat(office.hold(buyer, 3, offer).problem()).isEqualTo("sold-out");

        office.mustHold(buyer, 2, offer);
        Answer tooMany = block(manager, 9);
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.problem()).isEqualTo("too-few-free");
        assertThat(tooMany.body().path("available").asInt(-1)).isZero();

        assertThat(block(manager, 0).status()).isEqualTo(200);
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 8, 2, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void tellsOfPlacesThatComeFree() {
        block(manager, 8);
        block(manager, 3);
        office.update(offer.selling(offer.product().withCapacity(14)));
        office.update(offer.version(2).selling(offer.product().withCapacity(6)));

        try (KafkaProbe probe = KafkaProbe.on("evently.bookings")) {
            await().until(() -> opened(probe).size() == 2);
            List<CloudEvent> opened = opened(probe);
            opened.forEach(event -> Contracts.assertValid(event.getType(), event));
            assertThat(opened.stream()
                            .map(event -> KafkaProbe.data(event).path("reason").asString()))
                    .containsExactly("UNBLOCKED", "CAPACITY_RAISED");
            assertThat(opened.stream().map(event -> KafkaProbe.data(event).path("products")))
                    .allSatisfy(products -> assertThat(products).hasSize(1))
                    .extracting(products -> products.at("/0/quantity").asInt())
                    .containsExactly(5, 4);
        }
    }

    private List<CloudEvent> opened(KafkaProbe probe) {
        return probe.events("dev.evently.booking.PlacesOpened.v1").stream()
                .filter(event -> offer.id().toString().equals(event.getSubject()))
                .toList();
    }

    @Test
    void keepsTheCapacityThatIsWantedWhenPlacesComeBack() {
        block(manager, 6);
        OnOffer lowered = office.update(offer.selling(offer.product().withCapacity(4)));
        assertThat(office.figures(lowered)).isEqualTo(new Figures(6, 0, 0, 0, 6));

        block(manager, 1);

        assertThat(office.figures(lowered)).isEqualTo(new Figures(4, 3, 0, 0, 1));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void isForThoseWhoManageTheSale() {
        assertThat(block(UUID.randomUUID(), 1).status()).isEqualTo(404);
        assertThat(block(doorman, 1).status()).isEqualTo(404);
        assertThat(put(TestTokens.user(manager), UUID.randomUUID(), Map.of("blocked", 1))
                        .status())
                .isEqualTo(404);
        assertThat(put(TestTokens.user(manager), quota(), Map.of("blocked", -1)).status())
                .isEqualTo(422);
        assertThat(put(TestTokens.user(manager), quota(), Map.of()).status()).isEqualTo(422);

        office.cancel(offer);
        assertThat(block(manager, 1).problem()).isEqualTo("event-cancelled");
    }

    @Test
    void takesNoPlaceThatIsBeingHeld() throws Exception {
        List<Answer> answers = Together.times(
                40, number -> number % 2 == 0 ? office.hold(UUID.randomUUID(), 1, offer) : block(manager, number % 8));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 201, 409));
        long held = answers.stream().filter(answer -> answer.status() == 201).count();
        Figures figures = office.figures(offer);
        assertThat(figures.held()).isEqualTo((int) held);
        assertThat(figures.balanced()).isTrue();
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    private Answer block(UUID caller, int places) {
        return put(TestTokens.user(caller), quota(), Map.of("blocked", places));
    }

    private Answer put(String token, UUID quota, Map<String, Integer> body) {
        return office.exchange(
                HttpMethod.PUT, "/api/v1/events/" + offer.id() + "/inventory/quotas/" + quota, token, body, Map.of());
    }

    private UUID quota() {
        return offer.product().ownQuota();
    }
}

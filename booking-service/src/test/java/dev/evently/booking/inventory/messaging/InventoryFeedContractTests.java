package dev.evently.booking.inventory.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.PublishedExample;
import dev.evently.booking.inventory.EventDescription;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.platform.messaging.EventData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contracts promise about events is enough to build an inventory. */
class InventoryFeedContractTests {

    @ParameterizedTest
    @ValueSource(strings = {"dev.evently.event.EventPublished.v1", "dev.evently.event.EventUpdated.v1"})
    void readsAnEventOnOffer(String type) {
        EventDescription description =
                EventData.read(PublishedExample.of(type), EventOnOffer.class).toDescription();

        assertThat(description.event().status()).isEqualTo(SaleEvent.Status.ON_SALE);
        assertThat(description.event().currency()).isEqualTo("EUR");
        assertThat(description.event().startsAt()).isBefore(description.event().endsAt());
        assertThat(description.products())
                .isNotEmpty()
                .allSatisfy(product -> assertThat(description.quotas())
                        .anyMatch(quota -> product.quotaIds().contains(quota.id())));
        assertThat(description.quotas())
                .allSatisfy(quota -> assertThat(quota.capacity()).isPositive());
    }

    @Test
    void readsACancellation() {
        String type = "dev.evently.event.EventCancelled.v1";

        SaleEvent event =
                EventData.read(PublishedExample.of(type), EventCalledOff.class).toSaleEvent();

        assertThat(event.status()).isEqualTo(SaleEvent.Status.CANCELLED);
        assertThat(event.version()).isPositive();
    }
}

package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Plans.NOW;
import static dev.evently.event.catalogue.Plans.plan;
import static dev.evently.event.catalogue.Plans.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTests {

    private final Event.Draft draft = Plans.draft(plan(product(null, 100, 8)), Plans.VENUE);

    @Test
    void countsEveryChange() {
        Instant later = NOW.plus(Duration.ofHours(1));
        Event.Published published = draft.publish(NOW);
        Event.Published revised = published.revise(published.details(), later);
        Event.Cancelled cancelled = revised.cancel(later);

        assertThat(draft.head().version()).isEqualTo(1);
        assertThat(published.head().version()).isEqualTo(2);
        assertThat(revised.head().version()).isEqualTo(3);
        assertThat(cancelled.head().version()).isEqualTo(4);
        assertThat(revised.publishedAt()).isEqualTo(NOW);
        assertThat(revised.head().updatedAt()).isEqualTo(later);
        assertThat(cancelled.cancelledAt()).isEqualTo(later);
        assertThat(cancelled.head().createdAt()).isEqualTo(NOW);
    }

    @Test
    void keepsTheIdsOfAProductThatChanges() {
        Product before = draft.details().products().getFirst();
        Product after = plan(product(before.id(), 5, 2))
                .details(Plans.NOWHERE, draft.details())
                .products()
                .getFirst();

        assertThat(after)
                .isEqualTo(new Product(before.id(), before.ownQuotaId(), "Standing", 4500, 5, 2, List.of(), null));
    }

    @Test
    void fulfilsItsOwnPlan() {
        EventDetails details = draft.details();

        assertThat(EventPlan.of(draft).details(new Premises(Plans.VENUE, null, null), details))
                .isEqualTo(details);
    }

    @Test
    void startsAtThePriceOfTheCheapestProduct() {
        EventPlan plan = plan(
                product(null, 1, 1),
                new EventPlan.ProductPlan(null, "Balcony", 900L, 1, 1, null, null),
                product(null, 1, 1));

        assertThat(plan.details(Plans.NOWHERE, null).fromPrice()).hasValue(900);
        assertThat(plan().details(Plans.NOWHERE, null).fromPrice()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1,10,1", "10000000001,10,1", "0,0,1", "0,1000001,1", "0,10,0", "0,10,11", "0,200,101"})
    void refusesProductsThatCannotBe(long price, int capacity, int maxPerBooking) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Product(
                        new UUID(0, 1), new UUID(0, 2), "Standing", price, capacity, maxPerBooking, List.of(), null));
    }

    @Test
    void refusesDetailsThatEndBeforeTheyStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(NOW, Duration.ZERO, "EUR").details(Plans.NOWHERE, null));
    }
}

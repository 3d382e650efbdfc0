package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Plans.NOW;
import static dev.evently.event.catalogue.Plans.fields;
import static dev.evently.event.catalogue.Plans.plan;
import static dev.evently.event.catalogue.Plans.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventRulesTests {

    private static final Duration EVENING = Duration.ofHours(3);

    private final Event.Draft draft = Plans.draft(plan(product(null, 100, 8)), null);
    private final Event.Published published = draft.publish(NOW);
    private final Product sold = published.details().products().getFirst();

    @Test
    void acceptsAnOrdinaryPlan() {
        assertThat(Plans.broken(plan(product(null, 8, 8)), NOW)).isEmpty();
        assertThat(Plans.broken(EventPlan.of(published), published, NOW)).isEmpty();
    }

    @Test
    void wantsAnEndAfterTheStart() {
        Instant start = NOW.plus(EVENING);

        assertThat(fields(Plans.broken(plan(start, Duration.ZERO, "EUR"), NOW))).containsExactly("endsAt");
        assertThat(fields(Plans.broken(plan(start, EVENING.negated(), "EUR"), NOW)))
                .containsExactly("endsAt");
    }

    @Test
    void wantsANewStartInTheFuture() {
        assertThat(fields(Plans.broken(plan(NOW, EVENING, "EUR"), NOW))).containsExactly("startsAt");
        assertThat(fields(Plans.broken(plan(NOW, EVENING, "EUR", product(sold.id(), 100, 8)), published, NOW)))
                .containsExactly("startsAt");
    }

    @Test
    void letsAnEventThatHasBegunBeCorrected() {
        Instant later = published.details().endsAt();

        assertThat(Plans.broken(EventPlan.of(published), published, later)).isEmpty();
    }

    @Test
    void refusesWhatIsTooFarAhead() {
        Instant far = NOW.plus(EventRules.HORIZON).plusSeconds(1);

        assertThat(fields(Plans.broken(plan(far, EVENING, "EUR"), NOW))).containsExactly("endsAt", "startsAt");
    }

    @Test
    void boundsWhatABookingTakesByTheCapacity() {
        assertThat(fields(Plans.broken(plan(product(null, 8, 8), product(null, 7, 8)), NOW)))
                .containsExactly("products[1].maxPerBooking");
    }

    @Test
    void knowsOnlyTheProductsOfTheEvent() {
        ProductPlan foreign = product(new UUID(7, 7), 10, 1);

        assertThat(fields(Plans.broken(plan(foreign), NOW))).containsExactly("products[0].id");
        assertThat(fields(Plans.broken(Plans.with(published, foreign), published, NOW)))
                .containsExactly("products[1].id");
    }

    @Test
    void refusesAProductThatIsListedTwice() {
        assertThat(fields(Plans.broken(Plans.with(draft, product(sold.id(), 1, 1)), draft, NOW)))
                .containsExactly("products[1].id");
    }

    @Test
    void keepsTheOrganizer() {
        EventPlan plan = EventPlan.of(draft);
        EventPlan moved = new EventPlan(
                new UUID(9, 9),
                null,
                plan.title(),
                plan.description(),
                plan.category(),
                plan.startsAt(),
                plan.endsAt(),
                plan.timezone(),
                plan.currency(),
                plan.products(),
                plan.quotas(),
                null,
                null,
                null);

        assertThat(fields(Plans.broken(moved, draft, NOW))).containsExactly("organizerId");
    }

    @Test
    void keepsCurrencyAndProductsOnceTheEventIsPublished() {
        Instant start = draft.details().startsAt();
        EventPlan other = plan(start, EVENING, "CHF", product(null, 5, 5));

        assertThat(Plans.broken(other, draft, NOW)).isEmpty();
        assertThat(fields(Plans.broken(other, published, NOW))).containsExactly("currency", "products");
        assertThat(Plans.broken(Plans.with(published, product(null, 5, 5)), published, NOW))
                .isEmpty();
    }

    @Test
    void letsCapacityAndPriceOfAPublishedEventChange() {
        ProductPlan changed = new ProductPlan(sold.id(), "Standing", 0L, 1, 1, null, null);

        assertThat(Plans.broken(plan(published.details().startsAt(), EVENING, "EUR", changed), published, NOW))
                .isEmpty();
    }

    @Test
    void publishesOnlyWhatIsToComeAndHasSomethingToSell() {
        EventDetails bare = plan().details(Plans.NOWHERE, null);

        assertThat(EventRules.unpublishable(draft.details(), NOW)).isEmpty();
        assertThat(fields(EventRules.unpublishable(bare, bare.startsAt()))).containsExactly("startsAt", "products");
    }
}

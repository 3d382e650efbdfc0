package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Plans.NOW;
import static dev.evently.event.catalogue.Plans.fields;
import static dev.evently.event.catalogue.Plans.quota;
import static dev.evently.event.catalogue.Plans.sharing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import dev.evently.event.catalogue.EventPlan.QuotaPlan;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProductRulesTests {

    private final EventPlan shared = plan(
            List.of(quota("hall", 500), quota("reduced", 50)),
            sharing(null, null, "hall"),
            sharing(null, null, "reduced", "hall"));

    @Test
    void countsAProductInTheQuotasItShares() {
        EventDetails details = shared.details(Plans.NOWHERE, null);

        assertThat(fields(Plans.broken(shared, NOW))).isEmpty();
        assertThat(details.products()).extracting(Product::capacity).containsExactly(500, 50);
        assertThat(details.products()).extracting(Product::ownQuotaId).containsOnlyNulls();
        assertThat(details.products().getLast().quotas()).containsExactly("hall", "reduced");
    }

    @Test
    void keepsTheIdsOfQuotasByTheirKeys() {
        EventDetails before = shared.details(Plans.NOWHERE, null);
        EventPlan larger = plan(
                List.of(quota("reduced", 60), quota("hall", 600), quota("extra", 10)),
                sharing(null, null, "hall"),
                sharing(null, null, "reduced", "extra"));

        List<Quota> after = larger.details(Plans.NOWHERE, before).quotas();

        assertThat(after.getFirst())
                .isEqualTo(new Quota(before.quotas().getLast().id(), "reduced", "reduced", 60));
        assertThat(after.get(1).id()).isEqualTo(before.quotas().getFirst().id());
        assertThat(after.getLast().id())
                .isNotIn(before.quotas().stream().map(Quota::id).toList());
    }

    @Test
    void fulfilsItsOwnPlan() {
        Event.Draft draft = Plans.draft(shared, null);

        assertThat(EventPlan.of(draft).details(Plans.NOWHERE, draft.details())).isEqualTo(draft.details());
        assertThat(Plans.broken(EventPlan.of(draft), draft, NOW)).isEmpty();
    }

    @Test
    void knowsOnlyTheQuotasOfTheEvent() {
        assertThat(broken(
                        List.of(quota("hall", 500)),
                        sharing(null, null, "hall", "balcony"),
                        sharing(null, null, "hall", "hall")))
                .containsExactly("products[0].quotas[1]", "products[1].quotas[1]");
        assertThat(broken(List.of(), sharing(null, null, "hall"))).containsExactly("products[0].quotas[0]");
    }

    @Test
    void wantsEveryQuotaOnceAndUsed() {
        assertThat(broken(
                        List.of(quota("hall", 500), quota("hall", 400), quota("spare", 1)),
                        sharing(null, null, "hall")))
                .containsExactly("quotas[1].key", "quotas[2].key");
    }

    @Test
    void takesTheCapacityOfASharingProductOnlyIfItIsRight() {
        List<QuotaPlan> quotas = List.of(quota("hall", 500));

        assertThat(broken(quotas, sharing(null, 500, "hall"))).isEmpty();
        assertThat(broken(quotas, sharing(null, 499, "hall"))).containsExactly("products[0].capacity");
        assertThat(broken(List.of(), sharing(null, null))).containsExactly("products[0].capacity");
        assertThat(broken(List.of(quota("hall", 1)), sharing(null, null, "hall")))
                .containsExactly("products[0].maxPerBooking");
    }

    @Test
    void keepsWhatAPublishedProductIsCountedBy() {
        Event.Published published = Plans.draft(shared, null).publish(NOW);
        UUID first = published.details().products().getFirst().id();
        UUID second = published.details().products().getLast().id();
        List<QuotaPlan> quotas = List.of(quota("hall", 700), quota("reduced", 20));

        assertThat(Plans.broken(
                        plan(quotas, sharing(first, null, "hall"), sharing(second, null, "hall", "reduced")),
                        published,
                        NOW))
                .isEmpty();
        assertThat(fields(Plans.broken(
                        plan(quotas, sharing(first, null, "hall", "reduced"), sharing(second, 9)), published, NOW)))
                .containsExactly("products[0].quotas", "products[1].quotas");
        assertThat(fields(Plans.broken(
                        plan(List.of(quota("hall", 1_000)), sharing(first, null, "hall")), published, NOW)))
                .containsExactly("products");
    }

    private static List<String> broken(List<QuotaPlan> quotas, ProductPlan... products) {
        return fields(Plans.broken(plan(quotas, products), NOW));
    }

    private static EventPlan plan(@Nullable List<QuotaPlan> quotas, ProductPlan... products) {
        return Plans.plan(quotas, products);
    }
}

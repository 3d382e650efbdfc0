package dev.evently.event.catalogue;

import static dev.evently.event.catalogue.Halls.PLAN_ID;
import static dev.evently.event.catalogue.Halls.hall;
import static dev.evently.event.catalogue.Halls.plan;
import static dev.evently.event.catalogue.Halls.premises;
import static dev.evently.event.catalogue.Halls.seats;
import static dev.evently.event.catalogue.Plans.NOW;
import static dev.evently.event.catalogue.Plans.fields;
import static dev.evently.event.catalogue.Plans.product;
import static dev.evently.event.catalogue.Plans.quota;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evently.event.seating.SeatingPlan;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeatingRulesTests {

    private static final SeatingPlan HALL = hall(4, Plans.VENUE.id());

    @Test
    void givesAProductTheSeatsOfItsCategory() {
        EventPlan plan = plan(
                PLAN_ID,
                null,
                List.of(quota("house", 15)),
                seats(null, null, "stalls"),
                seats(null, 20, "stalls"),
                seats(null, null, "balcony", "house"),
                seats(null, null, "stalls", "house"));

        assertThat(broken(plan, HALL)).isEmpty();
        assertThat(plan.details(premises(plan, HALL), null).products())
                .extracting(Product::capacity)
                .containsExactly(20, 20, 10, 15);
    }

    @Test
    void wantsASeatingPlanOfTheOrganizerAndTheVenue() {
        EventPlan plan = plan(PLAN_ID, null, List.of(), seats(null, null, "stalls"));

        assertThat(broken(plan, hall(1, null))).isEmpty();
        assertThat(broken(plan, null)).containsExactly("seatingPlanId");
        assertThat(broken(plan(PLAN_ID, 9, List.of()), null)).containsExactly("seatingPlanVersion");
        assertThat(broken(plan(null, 1, List.of()), null)).containsExactly("seatingPlanVersion");
        assertThat(broken(plan, hall(1, new UUID(0, 99)))).containsExactly("venueId");
    }

    @Test
    void wantsCategoriesThatHaveSeats() {
        assertThat(broken(plan(null, null, List.of(), seats(null, null, "stalls")), null))
                .containsExactly("products[0].seatCategory");
        assertThat(broken(plan(PLAN_ID, null, List.of(), seats(null, null, "box"), seats(null, null, "gods")), HALL))
                .containsExactly("products[0].seatCategory", "products[1].seatCategory");
        assertThat(broken(plan(PLAN_ID, null, List.of(), seats(null, 21, "stalls")), HALL))
                .containsExactly("products[0].capacity");
    }

    @Test
    void keepsTheSeatsOfAPublishedEvent() {
        EventPlan plan = plan(PLAN_ID, null, List.of(), seats(null, null, "stalls"));
        Event.Published published = Halls.published(plan, HALL);
        UUID sold = published.details().products().getFirst().id();

        assertThat(published.details().seating()).isEqualTo(new Seating(PLAN_ID, 4));
        assertThat(brokenPromises(plan(PLAN_ID, null, List.of(), seats(sold, null, "stalls")), published))
                .isEmpty();
        assertThat(brokenPromises(
                        plan(PLAN_ID, 4, List.of(), seats(sold, null, "stalls"), seats(null, null, "balcony")),
                        published))
                .isEmpty();
        assertThat(brokenPromises(plan(PLAN_ID, 5, List.of(), seats(sold, null, "stalls")), published))
                .containsExactly("seatingPlanId");
        assertThat(brokenPromises(plan(new UUID(0, 8), null, List.of(), seats(sold, null, "stalls")), published))
                .containsExactly("seatingPlanId");
        assertThat(brokenPromises(plan(null, null, List.of(), product(sold, 20, 8)), published))
                .containsExactly("seatingPlanId", "products[0].seatCategory");
        assertThat(brokenPromises(plan(PLAN_ID, null, List.of(), seats(sold, null, "balcony")), published))
                .containsExactly("products[0].seatCategory");
    }

    @Test
    void fulfilsItsOwnPlan() {
        EventPlan plan = plan(PLAN_ID, null, List.of(quota("house", 15)), seats(null, null, "stalls", "house"));
        Event.Draft draft = Plans.seated(plan, premises(plan, HALL));
        EventPlan own = EventPlan.of(draft);

        assertThat(own.details(premises(own, HALL), draft.details())).isEqualTo(draft.details());
        assertThat(own.details(premises(own, hall(5, null)), draft.details())).isEqualTo(draft.details());
    }

    @Test
    void publishesOneVersionOnly() {
        EventPlan plan = plan(PLAN_ID, null, List.of(), seats(null, null, "stalls"));
        Event.Draft draft = Plans.seated(plan, premises(plan, HALL));

        assertThatIllegalArgumentException().isThrownBy(() -> draft.publish(NOW));
    }

    private static List<String> broken(EventPlan plan, @Nullable SeatingPlan hall) {
        return fields(EventRules.broken(plan, premises(plan, hall), NOW));
    }

    /** What is wrong with a plan for an event that has been published with {@link #HALL}. */
    private static List<String> brokenPromises(EventPlan plan, Event.Published published) {
        Seating wanted = plan.seating();
        Seating seating =
                wanted == null ? null : wanted.orKept(published.details().seating());
        Premises premises = new Premises(Plans.VENUE, seating, seating == null ? null : HALL);
        return fields(EventRules.broken(plan, premises, published, NOW));
    }
}

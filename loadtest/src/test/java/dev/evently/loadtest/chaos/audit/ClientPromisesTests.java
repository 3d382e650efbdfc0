package dev.evently.loadtest.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.loadtest.chaos.crowd.Claim;
import dev.evently.loadtest.chaos.crowd.Diary;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClientPromisesTests {
    private static final UUID OTHER = new UUID(9, 9);

    @Test
    void whatIsSoKeepsIt() {
        assertThat(broken(
                        Sold.books(),
                        Sold.held(),
                        new Claim.Captured(Sold.BOOKING, Sold.PAYMENT),
                        new Claim.Declined(Sold.BOOKING, OTHER),
                        new Claim.Seen(Sold.BOOKING, "HELD"),
                        new Claim.Seen(Sold.BOOKING, "CONFIRMED"),
                        new Claim.Unanswered("cancel")))
                .isEmpty();
        assertThat(broken(Sold.expired(), new Claim.Lapsed(Sold.BOOKING), new Claim.TooLateToCancel(Sold.BOOKING)))
                .isEmpty();
    }

    @Test
    void findsEachKindOfClaimThatIsNotSo() {
        assertThat(broken(Sold.books(), new Claim.Held(Sold.BOOKING, List.of(Sold.PRODUCT), Sold.PRICE)))
                .hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Captured(Sold.BOOKING, OTHER)))
                .hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Declined(Sold.BOOKING, Sold.PAYMENT)))
                .hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Lapsed(Sold.BOOKING))).hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Seen(Sold.BOOKING, "EXPIRED")))
                .hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Cancelled(Sold.BOOKING, 0))).hasSize(1);
        assertThat(broken(Sold.books(), new Claim.TooLateToCancel(Sold.BOOKING)))
                .hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Refused("sold-out"))).hasSize(1);
        assertThat(broken(Sold.books(), new Claim.Strange("hold", "500 internal")))
                .hasSize(1);
        assertThat(broken(new Books(List.of(), List.of()), Sold.held())).hasSize(1);
    }

    @Test
    void cancellationMustHaveBeenAskedForAndPaidBack() {
        Diary asked = Sold.diary(Sold.held(), new Claim.Cancelled(Sold.BOOKING, 2 * Sold.PRICE));
        asked.cancels();
        Diary tooLittle = Sold.diary(new Claim.Cancelled(Sold.BOOKING, Sold.PRICE));
        tooLittle.cancels();

        assertThat(broken(Sold.cancelled(), asked)).isEmpty();
        assertThat(broken(Sold.cancelled(), tooLittle)).hasSize(1);
        assertThat(broken(Sold.cancelled(), Sold.diary(Sold.held()))).hasSize(1);
    }

    @Test
    void oneKeyMakesOneBookingThatSomebodyAskedFor() {
        assertThat(oneEach(Sold.diary(Sold.held(), Sold.held()))).isEmpty();
        assertThat(oneEach(Sold.diary(Sold.held(), new Claim.Held(OTHER, List.of(), 0))))
                .hasSize(1);
        assertThat(ClientPromises.oneBookingPerKey(Sold.books(), List.of()).broken())
                .hasSize(1);
    }

    private static List<String> broken(Books books, Claim... claims) {
        return broken(books, Sold.diary(claims));
    }

    private static List<String> broken(Books books, Diary diary) {
        return ClientPromises.whatTheyWereToldIsTrue(books, List.of(diary)).broken();
    }

    private static List<String> oneEach(Diary diary) {
        return ClientPromises.oneBookingPerKey(Sold.books(), List.of(diary)).broken();
    }
}

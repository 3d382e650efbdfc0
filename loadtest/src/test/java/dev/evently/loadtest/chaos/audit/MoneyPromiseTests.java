package dev.evently.loadtest.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyPromiseTests {

    @Test
    void ticketOrRefundKeepsIt() {
        assertThat(broken(Sold.books(), Sold.provider(0))).isEmpty();
        assertThat(broken(Sold.cancelled(), Sold.provider(2 * Sold.PRICE))).isEmpty();
    }

    @Test
    void findsMoneyKeptForNothing() {
        assertThat(broken(Sold.cancelled(), Sold.provider(0))).anyMatch(why -> why.contains("should have kept 0"));
    }

    @Test
    void findsRefundOfWhatIsStillSold() {
        assertThat(broken(Sold.books(), Sold.provider(Sold.PRICE))).anyMatch(why -> why.contains("should have kept"));
    }

    @Test
    void findsMoneyThatNobodyHereKnowsOf() {
        Books empty = new Books(List.of(), List.of());

        assertThat(broken(empty, Sold.provider(0))).anyMatch(why -> why.contains("nobody here knows"));
    }

    @Test
    void findsTicketThatTheProviderWasNotPaidFor() {
        assertThat(broken(Sold.books(), new Provider(List.of()))).anyMatch(why -> why.contains("knows nothing"));
    }

    private static List<String> broken(Books books, Provider provider) {
        return MoneyPromise.everyCaptureHasTicketOrRefund(books, provider).broken();
    }
}

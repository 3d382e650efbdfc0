package dev.evently.loadtest.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StockPromisesTests {

    @Test
    void booksThatAgreeKeepBothPromises() {
        assertThat(StockPromises.nothingIsOversold(Sold.books()).broken()).isEmpty();
        assertThat(StockPromises.ledgerEqualsItsReplay(Sold.books()).broken()).isEmpty();
        assertThat(StockPromises.nothingIsOversold(Sold.cancelled()).broken()).isEmpty();
        assertThat(StockPromises.ledgerEqualsItsReplay(Sold.cancelled()).broken())
                .isEmpty();
    }

    @Test
    void findsPlaceSoldThatTheQuotaDoesNotCount() {
        Books books = Sold.books(
                new Books.Places(10, 9, 0, 1, 0),
                Sold.booking("CONFIRMED", Sold.PAYMENT, 0, 2, Sold.tickets(true), List.of()));

        assertThat(StockPromises.nothingIsOversold(books).broken())
                .singleElement()
                .asString()
                .contains(Sold.QUOTA.toString());
    }

    @Test
    void findsMissingAndLeftOverTickets() {
        Books without = Sold.books(
                new Books.Places(10, 8, 0, 2, 0),
                Sold.booking("CONFIRMED", Sold.PAYMENT, 0, 2, Sold.tickets(false), List.of()));
        Books leftOver = Sold.books(
                new Books.Places(10, 10, 0, 0, 0),
                Sold.booking("CANCELLED", Sold.PAYMENT, 0, 0, Sold.tickets(true), List.of()));

        assertThat(StockPromises.nothingIsOversold(without).broken()).hasSize(1);
        assertThat(StockPromises.nothingIsOversold(leftOver).broken()).hasSize(1);
    }

    @Test
    void findsLedgerThatTellsAnotherStory() {
        Books.Quota quota = new Books.Quota(
                Sold.EVENT, Sold.QUOTA, new Books.Places(10, 8, 0, 2, 0), new Books.Places(10, 9, 0, 1, 0));
        Books books = new Books(
                List.of(quota), List.of(Sold.booking("CONFIRMED", Sold.PAYMENT, 1, 1, Sold.tickets(true), List.of())));

        assertThat(StockPromises.ledgerEqualsItsReplay(books).broken()).hasSize(2);
    }
}

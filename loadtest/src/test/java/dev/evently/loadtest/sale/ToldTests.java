package dev.evently.loadtest.sale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldTests {

    private static final Places NEW = new Places(100, 100, 0, 0, 0);

    private final Told told = new Told();

    @Test
    void agreesWithExactlyTheHoldsThatWereAnswered() {
        told.held();
        told.held();

        assertThat(told.contradiction(NEW, new Places(100, 98, 2, 0, 0))).isEmpty();
        assertThat(told.contradiction(NEW, new Places(100, 97, 3, 0, 0))).contains("2 holds were answered");
        assertThat(told.contradiction(NEW, new Places(100, 99, 1, 0, 0))).contains("2 holds were answered");
    }

    @Test
    void allowsForRequestsThatWereNotAnswered() {
        told.held();
        told.perhapsHeld();

        assertThat(told.contradiction(NEW, new Places(100, 99, 1, 0, 0))).isEmpty();
        assertThat(told.contradiction(NEW, new Places(100, 98, 2, 0, 0))).isEmpty();
        assertThat(told.contradiction(NEW, new Places(100, 97, 3, 0, 0))).isNotEmpty();
    }

    @Test
    void wantsEveryPaymentThatWasAnsweredToBeASale() {
        told.held();
        told.sold();

        assertThat(told.contradiction(NEW, new Places(100, 99, 0, 1, 0))).isEmpty();
        assertThat(told.contradiction(NEW, new Places(100, 99, 1, 0, 0))).contains("1 payments were answered");
    }

    @Test
    void letsHoldsOfAnEarlierRunExpire() {
        told.held();
        told.sold();
        Places before = new Places(100, 90, 4, 6, 0);

        assertThat(told.contradiction(before, new Places(100, 93, 0, 7, 0))).isEmpty();
        assertThat(told.contradiction(before, new Places(100, 94, 0, 6, 0))).isNotEmpty();
    }

    @Test
    void wantsEveryPlaceToBeInOneState() {
        assertThat(told.contradiction(NEW, new Places(100, 99, 0, 0, 0))).contains("not balanced");
        assertThat(told.contradiction(NEW, new Places(100, 101, -1, 0, 0))).contains("not balanced");
    }
}

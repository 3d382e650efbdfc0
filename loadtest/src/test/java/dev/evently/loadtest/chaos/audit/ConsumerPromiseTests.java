package dev.evently.loadtest.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerPromiseTests {
    private static final Effects SOLD = Sold.effects();

    @Test
    void eachEffectOnceKeepsIt() {
        assertThat(broken(SOLD)).isEmpty();
    }

    @Test
    void findsFigureThatIsNotExact() {
        Effects.Sales twice = new Effects.Sales(4, 4 * Sold.PRICE, 1, 1);

        assertThat(broken(new Effects(Map.of(Sold.EVENT, twice), SOLD.notices(), SOLD.mails())))
                .hasSize(1);
    }

    @Test
    void findsNoticeThatWasGivenTwiceOrNever() {
        Effects.Notice notice = new Effects.Notice(Sold.BOOKING, "booking.confirmed");

        assertThat(broken(new Effects(SOLD.sales(), Map.of(notice, 2), SOLD.mails())))
                .hasSize(1);
        assertThat(broken(new Effects(SOLD.sales(), Map.of(), SOLD.mails()))).hasSize(1);
    }

    @Test
    void findsMailThatWasSentTwiceOrNever() {
        assertThat(broken(new Effects(SOLD.sales(), SOLD.notices(), Map.of(Sold.BOOKING, 2))))
                .hasSize(1);
        assertThat(broken(new Effects(SOLD.sales(), SOLD.notices(), Map.of()))).hasSize(1);
    }

    private static List<String> broken(Effects effects) {
        return ConsumerPromise.eachEventHadItsEffectOnce(Sold.books(), effects).broken();
    }
}

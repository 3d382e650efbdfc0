package dev.evently.gateway.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class PageTests {

    private static final Duration WINDOW = Duration.ofMillis(250);
    private static final long START = Long.MAX_VALUE - WINDOW.toNanos();

    private final Page page = new Page(new SharingSettings(4, WINDOW), START);

    @Test
    void sharesNothingForLongerThanAWindow() {
        pass(4, 0);
        page.keep(answer(10));
        assertThat(page.next(at(249))).isNotNull();

        pass(4, 250);
        assertThat(page.next(at(260))).isNotNull();
        assertThat(page.next(at(261))).isNull();
    }

    @Test
    void sharesNothingBeforeThereIsAnAnswer() {
        pass(20, 0);
        page.keep(answer(0));
        assertThat(page.next(at(1))).isNotNull();
    }

    @Test
    void letsTheFirstOfEachWindowPass() {
        page.keep(answer(0));
        pass(4, 0);
        assertThat(page.next(at(249))).isNotNull();
        page.keep(answer(240));
        pass(4, 250);
        assertThat(page.next(at(251))).isNotNull();
    }

    @Test
    void isWantedByTheSecondHalfOfThose() {
        pass(2, 0);
        assertThat(page.isWanted()).isFalse();
        pass(1, 0);
        assertThat(page.isWanted()).isTrue();
    }

    @Test
    void keepsTheNewestWhateverTheOrder() {
        page.keep(answer(20));
        page.keep(answer(10));
        pass(4, 30);

        assertThat(page.next(at(30))).extracting(SharedAnswer::askedAt).isEqualTo(at(20));
    }

    @Test
    void tellsOnceOfThoseWhoShared() {
        page.keep(answer(0));
        pass(4, 0);
        page.next(at(1));
        page.next(at(2));

        assertThat(page.takeUntold()).isEqualTo(2);
        assertThat(page.takeUntold()).isZero();
    }

    private void pass(int readers, long millis) {
        for (int n = 0; n < readers; n++) {
            assertThat(page.next(at(millis))).isNull();
        }
    }

    /** As nanoTime counts: it may run over. */
    private static long at(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    private static SharedAnswer answer(long millis) {
        return new SharedAnswer(at(millis), HttpHeaders.EMPTY, ByteBuffer.allocate(0));
    }
}

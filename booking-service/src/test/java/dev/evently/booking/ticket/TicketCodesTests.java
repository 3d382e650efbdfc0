package dev.evently.booking.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketCodesTests {

    private static final byte[] KEY = key(1);
    private static final byte[] OLD_KEY = key(2);

    private final ShardedIds ids = new ShardedIds(Clock.systemUTC());
    private final TicketId ticket = new TicketId(ids.next(new Bucket(517)));
    private final TicketCodes codes = new TicketCodes(KEY, List.of());

    @Test
    void readsItsOwnCodes() {
        String code = codes.codeOf(ticket);

        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{48}");
        assertThat(codes.read(code)).contains(ticket);
        assertThat(codes.codeOf(ticket)).isEqualTo(code);
    }

    @Test
    void readsWhatPeopleType() {
        String code = codes.codeOf(ticket);
        String typed = code.toLowerCase(Locale.ROOT)
                .replaceAll("(.{6})", "$1- ")
                .replace('0', 'o')
                .replace('1', 'l');

        assertThat(codes.read(typed)).contains(ticket);
    }

    @Test
    void readsNoCodeWithAnySymbolChanged() {
        String code = codes.codeOf(ticket);

        for (int i = 0; i < code.length(); i++) {
            char other = code.charAt(i) == 'X' ? 'Y' : 'X';
            String changed = code.substring(0, i) + other + code.substring(i + 1);
            assertThat(codes.read(changed)).as("symbol %s", i).isEmpty();
        }
    }

    @Test
    void readsCodesOfRetiredKeysOnly() {
        String old = new TicketCodes(OLD_KEY, List.of()).codeOf(ticket);

        assertThat(new TicketCodes(KEY, List.of(OLD_KEY)).read(old)).contains(ticket);
        assertThat(codes.read(old)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "0",
                "\u0000",
                "\ud83d\ude00",
                "UUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUUU",
                "000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000",
                "ÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀÀ"
            })
    void readsNothingElse(String code) {
        assertThat(codes.read(code)).isEmpty();
    }

    @Test
    void wantsKeysThatCanBeToldApart() {
        assertThatThrownBy(() -> new TicketCodes(new byte[16], List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TicketCodes(KEY, List.of(KEY))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}

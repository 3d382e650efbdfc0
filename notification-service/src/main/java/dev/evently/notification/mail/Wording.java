package dev.evently.notification.mail;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** How values are worded in mails, which are in English. */
final class Wording {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm '('VV')'", Locale.ENGLISH);

    private Wording() {}

    /** The local time, with the zone it is local to. */
    static String time(ZonedDateTime time) {
        return TIME.format(time);
    }

    /** An amount of minor units after its currency's code, with as many decimals as ISO 4217 gives the currency. */
    static String money(long amount, String currencyCode) {
        int digits = Math.max(0, Currency.getInstance(currencyCode).getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return currencyCode + " " + format.format(BigDecimal.valueOf(amount, digits));
    }

    static String places(int number) {
        return number == 1 ? "1 place" : number + " places";
    }

    /** The text without line breaks and other control characters, which a header must not hold. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}

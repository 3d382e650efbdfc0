package dev.evently.booking.booking;

/**
 * An amount in minor units of an ISO 4217 currency.
 *
 * @param amount not negative; {@code 12500} is 125.00 in a currency of two decimals
 */
public record Money(long amount, String currency) {

    public Money {
        if (amount < 0) {
            throw new IllegalArgumentException("An amount is not negative");
        }
        if (currency.length() != 3) {
            throw new IllegalArgumentException("A currency has three letters");
        }
    }
}

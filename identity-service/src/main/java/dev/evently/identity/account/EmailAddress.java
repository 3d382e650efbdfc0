package dev.evently.identity.account;

import java.util.Locale;

/**
 * The address that an account signs in with, normalised: without surrounding white space and in lower case, since no
 * provider of today tells two people apart by case.
 */
record EmailAddress(String value) {

    /** The longest address that SMTP can carry (RFC 5321 with erratum 1690). */
    static final int MAX_LENGTH = 254;

    /**
     * The dot-atom form of RFC 5322 at a domain with at least two labels, white space around it allowed. ASCII only:
     * internationalised addresses (RFC 6531) would have to be normalised and delivered differently.
     */
    static final String PATTERN = "\\s*(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,31}"
            + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,30}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\\s*";

    static EmailAddress of(String text) {
        return new EmailAddress(text.strip().toLowerCase(Locale.ROOT));
    }
}

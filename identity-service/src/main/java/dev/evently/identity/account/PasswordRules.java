package dev.evently.identity.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Which passwords may be chosen (NIST SP 800-63B, section 5.1.1.2): any Unicode, {@value #SHORTEST} to {@value #LONGEST}
 * characters and no kind of them asked for, but nothing that guessers try first. Those are the passwords of known breaches,
 * compared as a whole and without regard to case, and what contains the name of the product or of the person.
 *
 * <p>The list is that of nbvcxz, of which those that are long enough are kept.
 */
@Component
class PasswordRules {

    /** Counted in code points, after NFKC. */
    static final int SHORTEST = 8;

    /** Counted in code points as sent; nothing is cut off. */
    static final int LONGEST = 128;

    /** As a regular expression, of what is sent. */
    static final String LENGTH = "(?s).{" + SHORTEST + "," + LONGEST + "}";

    static final String LENGTH_MESSAGE = "must be " + SHORTEST + " to " + LONGEST + " characters long";

    private static final ClassPathResource BREACHED = new ClassPathResource("dictionaries/passwords.txt");
    private static final String PRODUCT = "evently";

    /** Shorter names are part of too many words. */
    private static final int SHORTEST_NAME = 4;

    private final String[] breached = read();

    /** What a person may choose instead, in words that follow the name of the field; nothing when the password is fine. */
    Optional<String> objection(String password, String email, String displayName) {
        String normalised = normalised(password);
        if (normalised.codePointCount(0, normalised.length()) < SHORTEST) {
            return Optional.of(LENGTH_MESSAGE);
        }
        String folded = normalised.toLowerCase(Locale.ROOT);
        if (Arrays.binarySearch(breached, folded) >= 0) {
            return Optional.of("is known from a data breach and tried first by guessers; choose another, such as four"
                    + " words that do not belong together");
        }
        if (folded.contains(PRODUCT)) {
            return Optional.of(
                    "must not contain the name of this service; choose words that have nothing to do with it");
        }
        if (contains(folded, email.substring(0, email.indexOf('@'))) || contains(folded, displayName)) {
            return Optional.of(
                    "must not contain your e-mail address or name; choose words that have nothing to do with you");
        }
        return Optional.empty();
    }

    /** The same password typed on another keyboard may be other code points. */
    static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    private static boolean contains(String password, String name) {
        String folded = normalised(name).strip().toLowerCase(Locale.ROOT);
        return folded.length() >= SHORTEST_NAME && password.contains(folded);
    }

    private static String[] read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(BREACHED.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> normalised(line).toLowerCase(Locale.ROOT))
                    .filter(line -> line.codePointCount(0, line.length()) >= SHORTEST)
                    .sorted()
                    .distinct()
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of breached passwords cannot be read", e);
        }
    }
}

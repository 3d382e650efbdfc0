package dev.evently.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The opaque position in a list: the sort fields of the last row that was seen, as URL-safe text.
 *
 * <p>A cursor is not secret and not signed. Whoever forges one gets another position in a list that is filtered by the
 * caller's rights all the same, so fields are to be parsed and bound as parameters like any other input.
 */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    /** Joins the fields; their text must not hold the unit separator U+001F. */
    public static String encode(Object... fields) {
        String joined = Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor back.
     *
     * @throws ProblemException {@link CommonProblem#INVALID_CURSOR} when the text is no cursor of that many fields
     */
    public static List<String> decode(String cursor, int fields) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String joined = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            List<String> parts = List.of(joined.split(SEPARATOR, -1));
            if (parts.size() != fields) {
                throw invalid();
            }
            return parts;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw invalid();
        }
    }

    /** The problem to throw when a field of a decoded cursor does not parse. */
    public static ProblemException invalid() {
        return new ProblemException(CommonProblem.INVALID_CURSOR, "Use the value of 'next' as it was given")
                .field("cursor", "must be the 'next' of a page of this list");
    }
}

package dev.evently.event.revision;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The precondition of a write (RFC 9110, section 13.1.1): the versions it may be applied to.
 *
 * @param tags the entity tags that were sent; empty when the write has no precondition
 */
public record IfMatch(Set<String> tags) {

    private static final String ANY = "*";

    public IfMatch {
        tags = Set.copyOf(tags);
    }

    /** Reads the header. A tag that is weak or no tag at all stays in the set and matches no version. */
    public static IfMatch of(@Nullable String header) {
        return new IfMatch(
                header == null
                        ? Set.of()
                        : Arrays.stream(header.split(",", -1))
                                .map(String::strip)
                                .collect(Collectors.toSet()));
    }

    public boolean admits(long version) {
        return tags.isEmpty() || tags.contains(ANY) || tags.contains(EntityTag.of(version));
    }
}

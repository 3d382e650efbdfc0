package dev.evently.platform.web;

import java.net.URI;
import org.springframework.web.util.UriComponentsBuilder;

/** The {@code Link} header of a page that has a successor (RFC 8288). */
public final class NextLink {

    private NextLink() {}

    /** Its value: what was asked for, but from another cursor. */
    public static String of(URI request, String cursor) {
        String link = UriComponentsBuilder.fromPath(request.getRawPath())
                .query(request.getRawQuery())
                .replaceQueryParam("cursor", cursor)
                .build(true)
                .toUriString();
        return "<%s>; rel=\"next\"".formatted(link);
    }
}

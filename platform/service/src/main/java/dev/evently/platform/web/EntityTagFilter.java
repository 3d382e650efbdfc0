package dev.evently.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Gives every answer to a read an {@code ETag} made of its body, and says 304 to whoever has that body already. Answers that
 * name their own keep it; those with {@code Cache-Control: no-store} get none. The tags are weak (RFC 9110, 8.8.1): the gateway
 * sends the same answer compressed as well.
 */
final class EntityTagFilter extends ShallowEtagHeaderFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final String NO_STORE = "no-store";

    EntityTagFilter() {
        setWriteWeakETag(true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !READS.contains(request.getMethod());
    }

    /** As for a {@code GET}, so for a {@code HEAD}. */
    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        String cacheControl = response.getHeader(HttpHeaders.CACHE_CONTROL);
        return status == HttpServletResponse.SC_OK
                && !response.isCommitted()
                && (cacheControl == null || !cacheControl.contains(NO_STORE));
    }
}

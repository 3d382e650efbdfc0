package dev.evently.event.cache;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * An answer and how it was come by.
 *
 * @param age how long ago it was read from the database
 */
public record Found(PublicAnswer answer, How how, Duration age) {

    private static final String CACHE_STATUS = "Cache-Status";
    /** For whoever stands between (RFC 9213): what the public may see is the same for all of them. */
    private static final String FOR_SHARED_CACHES = "CDN-Cache-Control";

    /** How an answer was come by. */
    public enum How {
        /** It was there. */
        HIT("event-service;hit"),
        /** It was fetched for whoever asked. */
        MISS("event-service;fwd=miss"),
        /** It was there, is due to be fetched anew, and could not be. */
        STALE("event-service;hit;detail=stale");

        private final String status;

        How(String status) {
            this.status = status;
        }
    }

    /**
     * Begins a response that says how it was come by (RFC 9211), its age where it is stale (RFC 9111), and that a shared cache
     * may give it to everybody for a second, and a reader's own asks before it does.
     */
    public ResponseEntity.BodyBuilder respond() {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header(CACHE_STATUS, how.status)
                .header(FOR_SHARED_CACHES, "public, max-age=1");
        return how == How.STALE ? response.header(HttpHeaders.AGE, Long.toString(age.toSeconds())) : response;
    }
}

package dev.evently.gateway.sharing;

import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a service has answered and whoever asks for the same page may be told.
 *
 * @param askedAt when the service was asked, by {@link System#nanoTime}: it knew at least what was true then
 * @param headers those that belong to the page, not to one answer of it
 */
record SharedAnswer(long askedAt, HttpHeaders headers, ByteBuffer body) {

    private static final String CACHE_STATUS = "Cache-Status";
    private static final String FOR_SHARED_CACHES = "CDN-Cache-Control";
    private static final List<String> OF_THE_PAGE = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.ETAG,
            HttpHeaders.CACHE_CONTROL,
            FOR_SHARED_CACHES,
            HttpHeaders.AGE,
            HttpHeaders.LINK);

    /** Whether a service says that its answer is everybody's (RFC 9213), whatever token it was asked with. */
    static boolean mayBeMadeOf(ServerHttpResponse response) {
        return HttpStatus.OK.equals(response.getStatusCode())
                && response.getHeaders().getValuesAsList(FOR_SHARED_CACHES).contains("public");
    }

    static SharedAnswer of(HttpHeaders all, ByteBuffer body, long askedAt) {
        HttpHeaders kept = new HttpHeaders();
        for (String name : OF_THE_PAGE) {
            List<String> values = all.get(name);
            if (values != null) {
                kept.put(name, List.copyOf(values));
            }
        }
        List<String> caches = all.getOrEmpty(CACHE_STATUS);
        kept.set(CACHE_STATUS, caches.isEmpty() ? "gateway;hit" : String.join(", ", caches) + ", gateway;hit");
        return new SharedAnswer(askedAt, HttpHeaders.readOnlyHttpHeaders(kept), body);
    }

    Mono<Void> writeTo(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().putAll(headers);
        String tag = headers.getFirst(HttpHeaders.ETAG);
        if (tag != null && exchange.checkNotModified(tag)) {
            return response.setComplete();
        }
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentLength(body.remaining());
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body.duplicate())));
    }
}

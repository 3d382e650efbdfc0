package dev.evently.gateway.routing;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Whether a request says that it has a body. One of HTTP/2 without a length is shown by the server as chunked. */
public final class AnnouncedBody {

    private static final String NONE = "0";

    private AnnouncedBody() {}

    public static boolean in(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals(NONE)) || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}

package dev.evently.gateway.routing;

/** Where a WebSocket may be opened. */
final class WebSocketPaths {

    static final String ROOT = "/ws";
    static final String VERSIONED = "/api/v1/ws";

    private WebSocketPaths() {}

    static boolean contains(String path) {
        return path.equals(ROOT) || path.equals(VERSIONED);
    }
}

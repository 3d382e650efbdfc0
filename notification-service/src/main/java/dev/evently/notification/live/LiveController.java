package dev.evently.notification.live;

import dev.evently.notification.feed.Feed;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.server.HandshakeHandler;

/**
 * Opens WebSocket connections. Any origin may: a connection needs a token that the page has to show itself, and no
 * cookie that a browser would add for another's page.
 */
@RestController
@Hidden
class LiveController {

    static final Set<String> PATHS = Set.of("/ws", "/api/v1/ws");

    private static final String RECEIVED_AT = "X-Evently-Received-At";

    private final Feed feed;
    private final LiveSessions sessions;
    private final HandshakeHandler handshakes;

    LiveController(Feed feed, LiveSessions sessions, HandshakeHandler handshakes) {
        this.feed = feed;
        this.sessions = sessions;
        this.handshakes = handshakes;
    }

    /**
     * Connects the caller to what they are told from now on; with {@code since}, from after that notification of theirs
     * on. The connection ends with the token.
     *
     * @param receivedAt when the caller asked for it, where that was earlier than now: a gateway takes its own time from
     *     its client's handshake to ours
     */
    @GetMapping({"/ws", "/api/v1/ws"})
    void connect(
            Caller caller,
            JwtAuthenticationToken token,
            @RequestParam(required = false) @Nullable UUID since,
            @RequestHeader(name = RECEIVED_AT, required = false) @Nullable Instant receivedAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        UUID userId = caller.requireUserId();
        Instant expiresAt = token.getToken().getExpiresAt();
        if (expiresAt == null) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "A connection needs a token that expires");
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "This address speaks WebSocket")
                    .field(HttpHeaders.UPGRADE, "must be websocket");
        }
        Map<String, Object> attributes = new HashMap<>();
        new LiveSessions.Admission(userId, expiresAt, startFor(userId, since, receivedAt)).putInto(attributes);
        handshakes.doHandshake(
                new ServletServerHttpRequest(request), new ServletServerHttpResponse(response), sessions, attributes);
    }

    private long startFor(UUID userId, @Nullable UUID since, @Nullable Instant receivedAt) {
        if (since != null) {
            return feed.positionOf(userId, since)
                    .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND)
                            .field("since", "must be a notification of the caller"));
        }
        return receivedAt == null ? feed.lastPosition(userId) : feed.lastPositionBefore(userId, receivedAt);
    }
}

package dev.evently.notification.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection of one user, and how far it has read the feed.
 *
 * <p>At most one thread reads on at a time, and reads the next notifications only when the previous ones have left. A
 * client that does not take them within the limit is disconnected; it can come back with {@code since}.
 */
final class LiveSession {

    private static final int READ_AT_ONCE = 100;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int CLIENT_TEXT_BYTES = 1_024;
    private static final CloseStatus TOKEN_EXPIRED = CloseStatus.POLICY_VIOLATION.withReason("token expired");
    private static final CloseStatus SILENT = CloseStatus.POLICY_VIOLATION.withReason("no sign of life");
    private static final CloseStatus TOO_SLOW = CloseStatus.POLICY_VIOLATION.withReason("too slow");
    private static final Logger log = LoggerFactory.getLogger(LiveSession.class);

    /** Where Tomcat looks up how many milliseconds a blocking send may take. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** Where Tomcat looks up how many milliseconds it waits for a client to agree to the end. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private final WebSocketSession socket;
    private final UUID userId;
    private final Instant expiresAt;
    private final Feed feed;
    private final JsonMapper json;
    private final AtomicInteger wakeUps = new AtomicInteger();

    private volatile long position;
    private volatile Instant lastHeard;
    private volatile Instant lastAsked;

    LiveSession(
            WebSocketSession socket,
            LiveSessions.Admission admission,
            Feed feed,
            Duration sendLimit,
            JsonMapper json,
            Instant now) {
        this.socket = bounded(socket, sendLimit);
        this.userId = admission.userId();
        this.expiresAt = admission.expiresAt();
        this.position = admission.position();
        this.feed = feed;
        this.json = json;
        this.lastHeard = now;
        this.lastAsked = now;
    }

    private static WebSocketSession bounded(WebSocketSession socket, Duration sendLimit) {
        socket.setTextMessageSizeLimit(CLIENT_TEXT_BYTES);
        socket.setBinaryMessageSizeLimit(CLIENT_TEXT_BYTES);
        if (socket instanceof NativeWebSocketSession container
                && container.getNativeSession() instanceof jakarta.websocket.Session session) {
            session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, sendLimit.toMillis());
            session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, sendLimit.toMillis());
        }
        return new ConcurrentWebSocketSessionDecorator(socket, Math.toIntExact(sendLimit.toMillis()), BUFFER_BYTES);
    }

    UUID userId() {
        return userId;
    }

    /** The last position that was sent. */
    long position() {
        return position;
    }

    void heard(Instant now) {
        lastHeard = now;
    }

    /** Lets the connection read on; returns at once. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            Thread.ofVirtual().name("live-" + socket.getId()).start(this::readOn);
        }
    }

    private void readOn() {
        int seen;
        do {
            seen = wakeUps.get();
            try {
                sendNew();
            } catch (SessionLimitExceededException e) {
                close(TOO_SLOW);
            } catch (IOException e) {
                log.debug("A message did not leave: {}", e.toString());
                close(TOO_SLOW);
            } catch (RuntimeException e) {
                log.warn("The feed cannot be read on now, the next sweep will: {}", e.toString());
            }
        } while (!wakeUps.compareAndSet(seen, 0));
    }

    private void sendNew() throws IOException {
        List<Notification> unsent;
        do {
            unsent = socket.isOpen() ? feed.after(userId, position, READ_AT_ONCE) : List.of();
            for (Notification notification : unsent) {
                socket.sendMessage(new TextMessage(json.writeValueAsString(LiveMessage.of(notification))));
                position = notification.position();
            }
        } while (unsent.size() == READ_AT_ONCE);
    }

    void keepAlive(Instant now, LiveSettings settings) {
        if (!now.isBefore(expiresAt)) {
            Thread.startVirtualThread(() -> close(TOKEN_EXPIRED));
        } else if (lastHeard.plus(settings.silenceLimit()).isBefore(now)) {
            Thread.startVirtualThread(() -> close(SILENT));
        } else if (!lastAsked.plus(settings.pingInterval()).isAfter(now)) {
            lastAsked = now;
            Thread.startVirtualThread(this::ping);
        }
    }

    private void ping() {
        try {
            socket.sendMessage(new PingMessage());
        } catch (SessionLimitExceededException | IOException e) {
            close(TOO_SLOW);
        }
    }

    void close(CloseStatus status) {
        try {
            socket.close(status);
        } catch (IOException | RuntimeException e) {
            log.debug("A connection was already gone: {}", e.toString());
        }
    }

    /** What a client receives. */
    record LiveMessage(
            String type, UUID id, Instant at, @JsonRawValue String data) {

        static LiveMessage of(Notification notification) {
            return new LiveMessage(
                    notification.type(), notification.id(), notification.occurredAt(), notification.data());
        }
    }
}

package dev.evently.notification.live;

import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.NotificationsRecorded;
import dev.evently.platform.drain.Farewell;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connections to this instance.
 *
 * <p>A connection is never handed a notification; it is woken and reads the feed on from where it is. So what was
 * announced twice is sent once, in the order of the feed, what was not announced is found by the sweep, and nothing
 * piles up for a reader who is slow.
 */
@Component
class LiveSessions extends AbstractWebSocketHandler implements SmartLifecycle {

    /** What a handshake found out about a connection. */
    record Admission(UUID userId, Instant expiresAt, long position) {

        private static final String ATTRIBUTE = Admission.class.getName();

        void putInto(Map<String, Object> attributes) {
            attributes.put(ATTRIBUTE, this);
        }

        static Admission of(WebSocketSession socket) {
            if (socket.getAttributes().get(ATTRIBUTE) instanceof Admission admission) {
                return admission;
            }
            throw new IllegalStateException("A connection without an admission");
        }
    }

    private static final Logger log = LoggerFactory.getLogger(LiveSessions.class);

    private final Map<String, LiveSession> bySocket = new ConcurrentHashMap<>();
    private final Map<UUID, Map<String, LiveSession>> byUser = new ConcurrentHashMap<>();

    private final Feed feed;
    private final WakeUps wakeUps;
    private final LiveSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private volatile boolean running;

    LiveSessions(
            Feed feed, WakeUps wakeUps, LiveSettings settings, JsonMapper json, Clock clock, MeterRegistry metrics) {
        this.feed = feed;
        this.wakeUps = wakeUps;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        Gauge.builder("evently.notification.connections", bySocket, Map::size)
                .description("Open WebSocket connections")
                .register(metrics);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession socket) {
        LiveSession session =
                new LiveSession(socket, Admission.of(socket), feed, settings.sendLimit(), json, clock.instant());
        bySocket.put(socket.getId(), session);
        byUser.compute(session.userId(), (user, sessions) -> {
            Map<String, LiveSession> all = sessions == null ? new ConcurrentHashMap<>() : sessions;
            all.put(socket.getId(), session);
            return all;
        });
        session.wake();
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        LiveSession session = bySocket.remove(socket.getId());
        if (session != null) {
            byUser.computeIfPresent(session.userId(), (user, sessions) -> {
                sessions.remove(socket.getId());
                return sessions.isEmpty() ? null : sessions;
            });
        }
    }

    /** What clients say is not read, but it shows that they live. */
    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) {
        LiveSession session = bySocket.get(socket.getId());
        if (session != null) {
            session.heard(clock.instant());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
        handleMessage(socket, message);
    }

    @TransactionalEventListener
    public void on(NotificationsRecorded recorded) {
        Set<UUID> userIds = recorded.userIds();
        userIds.forEach(this::wake);
        wakeUps.announce(userIds);
    }

    /** Lets the user's connections, if there are any here, read on. */
    void wake(UUID userId) {
        byUser.getOrDefault(userId, Map.of()).values().forEach(LiveSession::wake);
    }

    /** Subscribes as soon as Redis is there. Redisson renews a subscription that was lost. */
    @Scheduled(fixedRate = 1_000)
    void listen() {
        wakeUps.listen(this::wake);
    }

    /** Ends connections whose token has, or whose client seems to be gone; asks the others for a sign of life. */
    @Scheduled(fixedRate = 1_000)
    void keepAlive() {
        Instant now = clock.instant();
        bySocket.values().forEach(session -> session.keepAlive(now, settings));
    }

    /** Wakes those who have something to read that no wake-up announced. */
    @Scheduled(fixedDelayString = "${evently.live.sweep-interval:5s}")
    void sweep() {
        Map<UUID, Long> positions = new HashMap<>();
        bySocket.values().forEach(session -> positions.merge(session.userId(), session.position(), Math::min));
        if (!positions.isEmpty()) {
            feed.behind(positions).forEach(this::wake);
        }
    }

    /** When nobody is sent here any more, so that who comes back finds another instance. */
    @Override
    public int getPhase() {
        return Farewell.NEXT_PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        log.debug("Closing {} connections", bySocket.size());
        bySocket.values().forEach(session -> session.close(CloseStatus.GOING_AWAY));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

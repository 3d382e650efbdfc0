package dev.evently.event.idempotency;

import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request that carries an {@code Idempotency-Key} once, and its repetitions with what the first was answered.
 *
 * <p>The answer is stored in the transaction of the effect, so either both exist or neither does, and a crash leaves
 * nothing to clean up. A refusal has no effect and is not stored: a repetition is judged anew. Keys belong to the
 * caller who sent them and are remembered for at least {@link #RETENTION}.
 */
@Component
public class IdempotentRequests {

    static final Duration RETENTION = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Duration IN_FLIGHT_RETRY = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    IdempotentRequests(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
        this.clock = clock;
    }

    /**
     * Runs the work in a transaction, or answers what it answered before.
     *
     * @param key the header's value, or null for a request that must not be remembered
     * @param operation the method and path, so that one key cannot stand for two operations
     * @param request the body as it was understood; the same one is recognized by its JSON
     * @param type what the work answers with
     * @param work the effect; it refuses by throwing, which rolls back
     * @throws ProblemException {@link CommonProblem#IDEMPOTENCY_KEY_REUSED} when the key stood for another request,
     *     {@link CommonProblem#IDEMPOTENCY_IN_FLIGHT} while the first request runs, {@link
     *     CommonProblem#MALFORMED_REQUEST} when the key is not 1 to 255 visible ASCII characters
     */
    public <T> ResponseEntity<T> answer(
            @Nullable String key,
            Caller caller,
            String operation,
            Object request,
            Class<T> type,
            Supplier<ResponseEntity<T>> work) {
        if (key == null) {
            return work.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST)
                    .field("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
        }
        String fingerprint = fingerprint(operation, request);
        return Objects.requireNonNull(
                transaction.execute(status -> answerInTransaction(key, caller.subject(), fingerprint, type, work)));
    }

    private <T> ResponseEntity<T> answerInTransaction(
            String key, String subject, String fingerprint, Class<T> type, Supplier<ResponseEntity<T>> work) {
        if (!lock(subject, key)) {
            throw new ProblemException(CommonProblem.IDEMPOTENCY_IN_FLIGHT).retryAfter(IN_FLIGHT_RETRY);
        }
        StoredAnswer stored = find(subject, key);
        if (stored == null) {
            ResponseEntity<T> answer = work.get();
            store(subject, key, fingerprint, answer);
            return answer;
        }
        if (!stored.fingerprint().equals(fingerprint)) {
            throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED, "Send a new key with each new request")
                    .field("Idempotency-Key", "was used for another request");
        }
        return replay(stored, type);
    }

    /** Takes the key until the transaction ends. Two keys of one hash exclude each other, which is rare and harmless. */
    private boolean lock(String subject, String key) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(subject + ' ' + key)
                .query(Boolean.class)
                .single();
    }

    private @Nullable StoredAnswer find(String subject, String key) {
        return jdbc.sql("""
                SELECT fingerprint, status, location, etag, body
                FROM idempotency_key WHERE subject = ? AND key = ?
                """)
                .params(subject, key)
                .query(StoredAnswer.class)
                .optional()
                .orElse(null);
    }

    private void store(String subject, String key, String fingerprint, ResponseEntity<?> answer) {
        HttpHeaders headers = answer.getHeaders();
        jdbc.sql("""
                INSERT INTO idempotency_key (subject, key, fingerprint, status, location, etag, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .param(subject)
                .param(key)
                .param(fingerprint)
                .param(answer.getStatusCode().value())
                .param(headers.getFirst(HttpHeaders.LOCATION))
                .param(headers.getETag())
                .param(json.writeValueAsString(answer.getBody()))
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private <T> ResponseEntity<T> replay(StoredAnswer stored, Class<T> type) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(stored.status());
        if (stored.location() != null) {
            answer.location(URI.create(stored.location()));
        }
        if (stored.etag() != null) {
            answer.eTag(stored.etag());
        }
        return answer.body(json.readValue(stored.body(), type));
    }

    private String fingerprint(String operation, Object request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(json.writeValueAsBytes(request));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forget() {
        jdbc.sql("DELETE FROM idempotency_key WHERE created_at < ?")
                .param(Timestamp.from(clock.instant().minus(RETENTION)))
                .update();
    }

    private record StoredAnswer(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String etag,
            String body) {}
}

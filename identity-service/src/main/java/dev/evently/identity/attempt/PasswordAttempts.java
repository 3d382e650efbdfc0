package dev.evently.identity.attempt;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Slows down who tries passwords, or codes of a second factor, and nobody else. Failures are counted for each source of an account's address, so that an
 * attacker pays for his own alone, and once more for all unknown sources together, so that an attacker with many addresses
 * gains nothing by them. A source from which the person has signed in before does not wait for what unknown ones do.
 *
 * <p>All is counted by the address that was given, whether there is an account or not. Only attempts that were made are
 * counted, and each had a password hashed, so the table grows no faster than that; what is older than {@link #MEMORY} is
 * forgotten. Passwords tried at the same instant may pass together, as many as are hashed at once; codes, which take no
 * such time, do not.
 */
@Service
public class PasswordAttempts {

    static final Duration MEMORY = Duration.ofHours(1);
    static final Slowdown OF_ONE_SOURCE = new Slowdown(10, Duration.ofMinutes(15));
    static final Slowdown OF_UNKNOWN_SOURCES = new Slowdown(30, Duration.ofMinutes(1));

    private static final String UNKNOWN_SOURCES = "*";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    PasswordAttempts(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Failures(String source, int failures, Instant failedAt) {
        Instant over() {
            Slowdown slowdown = source.equals(UNKNOWN_SOURCES) ? OF_UNKNOWN_SOURCES : OF_ONE_SOURCE;
            return failedAt.plus(slowdown.after(failures));
        }
    }

    /**
     * Lets an attempt be made now.
     *
     * @throws ProblemException {@link CommonProblem#TOO_MANY_REQUESTS} when it has to wait, with the time until then
     */
    public void admit(String email, Source source) {
        Instant now = clock.instant();
        Instant over = jdbc
                .sql("""
                SELECT source, failures, failed_at FROM login_failure
                WHERE subject = ? AND source IN (?, ?) AND failed_at > ?
                """)
                .params(hash(email), source.name(), shared(source), since(now))
                .query((row, n) -> new Failures(
                        row.getString("source"),
                        row.getInt("failures"),
                        row.getTimestamp("failed_at").toInstant()))
                .list()
                .stream()
                .map(Failures::over)
                .max(Instant::compareTo)
                .orElse(now);
        if (over.isAfter(now)) {
            throw new ProblemException(
                            CommonProblem.TOO_MANY_REQUESTS, "Too many attempts have failed for this account")
                    .retryAfter(Duration.between(now, over).plusMillis(999));
        }
    }

    /**
     * Lets an attempt be made now and counts it as failed until it is {@link #takenBack}. Of attempts made at the same
     * instant no more pass than of those made one after the other.
     *
     * @throws ProblemException as {@link #admit} does
     */
    public void begin(String subject, Source source) {
        admit(subject, source);
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0)) IS NULL")
                    .param(hash(subject))
                    .query(Boolean.class)
                    .single();
            admit(subject, source);
            failed(subject, source);
        });
    }

    /** Forgets the failures of a source that got it right in the end, and that the last attempt was counted as one. */
    public void takenBack(String subject, Source source) {
        succeeded(subject, source);
        if (!source.known()) {
            jdbc.sql(
                            "UPDATE login_failure SET failures = failures - 1 WHERE subject = ? AND source = ? AND failures > 1")
                    .params(hash(subject), UNKNOWN_SOURCES)
                    .update();
        }
    }

    /** Counts an attempt that failed. */
    public void failed(String email, Source source) {
        Instant now = clock.instant();
        for (String counted : source.known() ? List.of(source.name()) : List.of(UNKNOWN_SOURCES, source.name())) {
            jdbc.sql("""
                    INSERT INTO login_failure AS f (subject, source, failures, failed_at) VALUES (?, ?, 1, ?)
                    ON CONFLICT ON CONSTRAINT login_failure_pkey DO UPDATE
                    SET failures = CASE WHEN f.failed_at > ? THEN f.failures + 1 ELSE 1 END,
                        failed_at = excluded.failed_at
                    """)
                    .params(hash(email), counted, Timestamp.from(now), since(now))
                    .update();
        }
    }

    /** Forgets the failures of a source that got it right in the end. */
    public void succeeded(String email, Source source) {
        jdbc.sql("DELETE FROM login_failure WHERE subject = ? AND source = ?")
                .params(hash(email), source.name())
                .update();
    }

    /** Forgets all failures of an address, whoever made them: what they were tried on is no longer the password. */
    public void forgive(String email) {
        jdbc.sql("DELETE FROM login_failure WHERE subject = ?")
                .param(hash(email))
                .update();
    }

    @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        jdbc.sql("DELETE FROM login_failure WHERE failed_at <= ?")
                .param(since(clock.instant()))
                .update();
    }

    private static String shared(Source source) {
        return source.known() ? source.name() : UNKNOWN_SOURCES;
    }

    private static Timestamp since(Instant now) {
        return Timestamp.from(now.minus(MEMORY));
    }

    private static String hash(String email) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

package dev.evently.booking.payment.persistence;

import static dev.evently.booking.persistence.Columns.column;
import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.Payment;
import dev.evently.booking.payment.Payments;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcPayments implements Payments {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcPayments(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void insertAll(List<Payment.Open> payments, Instant check) {
        if (payments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO payment (bucket, id, booking_id, idempotency_key, fingerprint, amount, currency, status,
                                     created_at, check_at)
                SELECT bucket, id, booking_id, idempotency_key, fingerprint, amount, currency, status,
                       created_at, :checkAt
                FROM unnest(:buckets::int[], :ids::uuid[], :bookings::uuid[], :keys::text[], :fingerprints::text[],
                            :amounts::bigint[], :currencies::text[], :statuses::text[], :createdAt::timestamptz[])
                    AS payment (bucket, id, booking_id, idempotency_key, fingerprint, amount, currency, status, created_at)
                """)
                .param("checkAt", check.atOffset(UTC))
                .params(PaymentRow.columns(payments))
                .update();
    }

    @Override
    public Optional<Payment> find(Bucket bucket, PaymentId id) {
        return jdbc.sql("SELECT * FROM payment WHERE bucket = :bucket AND id = :id")
                .param("bucket", bucket.value())
                .param("id", id.value())
                .query(PaymentRow::read)
                .optional();
    }

    @Override
    public Map<PaymentId, Payment> findAll(List<Payment.Terms> terms) {
        return jdbc
                .sql("SELECT * FROM payment WHERE bucket = ANY (:buckets) AND id = ANY (:ids)")
                .param("buckets", column(terms, term -> term.bucket().value(), Integer[]::new))
                .param("ids", column(terms, term -> term.id().value(), UUID[]::new))
                .query(PaymentRow::read)
                .stream()
                .collect(toMap(Payment::id, Function.identity()));
    }

    @Override
    public Map<BookingId, List<Payment>> ofBookings(Set<BookingId> bookings) {
        List<BookingId> ids = List.copyOf(bookings);
        return jdbc
                .sql("SELECT * FROM payment WHERE bucket = ANY (:buckets) AND booking_id = ANY (:bookings)")
                .param("buckets", column(ids, id -> id.bucket().value(), Integer[]::new))
                .param("bookings", column(ids, BookingId::value, UUID[]::new))
                .query(PaymentRow::read)
                .stream()
                .collect(groupingBy(payment -> payment.terms().booking()));
    }

    @Override
    public void update(Payment payment) {
        int rows =
                switch (payment) {
                    case Payment.Open open ->
                        update(
                                open.terms(),
                                "status = :status",
                                Map.of("status", open.stage().name()));
                    case Payment.Captured captured -> capture(List.of(captured));
                    case Payment.Declined declined ->
                        update(
                                declined.terms(),
                                "status = 'DECLINED', decided_at = :at, check_at = NULL, decline_reason = :reason",
                                Map.of("at", declined.at().atOffset(UTC), "reason", declined.reason()));
                    case Payment.Voided voided ->
                        update(
                                voided.terms(),
                                "status = 'VOIDED', decided_at = :at, check_at = NULL",
                                Map.of("at", voided.at().atOffset(UTC)));
                };
        if (rows != 1) {
            throw new IllegalStateException("Payment " + payment.id() + " is gone");
        }
    }

    private int update(Payment.Terms terms, String changes, Map<String, Object> values) {
        return jdbc.sql("UPDATE payment SET " + changes + " WHERE bucket = :bucket AND id = :id")
                .params(values)
                .param("bucket", terms.bucket().value())
                .param("id", terms.id().value())
                .update();
    }

    @Override
    public void captureAll(List<Payment.Captured> payments) {
        if (!payments.isEmpty() && capture(payments) != payments.size()) {
            throw new IllegalStateException("A payment that is captured is gone");
        }
    }

    private int capture(List<Payment.Captured> payments) {
        return jdbc.sql("""
                UPDATE payment p SET status = 'CAPTURED', decided_at = c.at, check_at = NULL, decline_reason = NULL,
                    intent = c.intent, captured_amount = c.amount, captured_currency = c.currency
                FROM (SELECT * FROM jsonb_to_recordset(:captured::jsonb)
                          AS r (bucket int, id uuid, at timestamptz, intent text, amount bigint, currency text)) c
                WHERE p.bucket = ANY (:buckets) AND p.id = ANY (:ids) AND p.bucket = c.bucket AND p.id = c.id
                """)
                .param("captured", json.writeValueAsString(column(payments, PaymentRow.Capture::of, Object[]::new)))
                .param(
                        "buckets",
                        column(payments, payment -> payment.terms().bucket().value(), Integer[]::new))
                .param("ids", column(payments, payment -> payment.id().value(), UUID[]::new))
                .update();
    }

    @Override
    public boolean reserveForRefund(Bucket bucket, PaymentId id, long amount) {
        return jdbc.sql("""
                UPDATE payment SET refunded = refunded + :amount
                WHERE bucket = :bucket AND id = :id AND captured_amount - refunded >= :amount
                """)
                        .param("amount", amount)
                        .param("bucket", bucket.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public List<Due> claimDue(Set<Bucket> buckets, Instant now, Instant leasedUntil, int limit) {
        DueRows due = new DueRows();
        jdbc.sql("""
                SELECT bucket, id FROM payment
                WHERE status IN ('INITIATED', 'UNKNOWN', 'PENDING') AND check_at <= :now AND bucket = ANY (:buckets)
                ORDER BY check_at LIMIT :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .param("limit", limit)
                .query(due);
        return due.claimEach((bucket, ids) -> jdbc.sql("""
                UPDATE payment SET check_at = :leasedUntil, checks = checks + 1
                WHERE bucket = :bucket AND id IN (
                    SELECT id FROM payment
                    WHERE bucket = :bucket AND id = ANY (:ids) AND status IN ('INITIATED', 'UNKNOWN', 'PENDING')
                      AND check_at <= :now
                    FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .param("leasedUntil", leasedUntil.atOffset(UTC))
                .param("bucket", bucket)
                .param("ids", ids)
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Due((Payment.Open) PaymentRow.read(row, number), row.getInt("checks")))
                .list());
    }

    @Override
    public void checkAgain(Payment payment, Instant at) {
        jdbc.sql("""
                UPDATE payment SET check_at = :at
                WHERE bucket = :bucket AND id = :id AND status IN ('INITIATED', 'UNKNOWN', 'PENDING')
                """)
                .param("at", at.atOffset(UTC))
                .param("bucket", payment.terms().bucket().value())
                .param("id", payment.id().value())
                .update();
    }

    @Override
    public Optional<Instant> oldestOpen(Set<Bucket> buckets) {
        return jdbc.sql("""
                SELECT created_at FROM payment
                WHERE status IN ('INITIATED', 'UNKNOWN', 'PENDING') AND bucket = ANY (:buckets)
                ORDER BY created_at LIMIT 1
                """)
                .param("buckets", Bucket.numbers(buckets))
                .query((row, _) -> row.getTimestamp("created_at").toInstant())
                .optional();
    }

    @Override
    public long paidWithoutTicket(Set<Bucket> buckets, Instant since) {
        return jdbc.sql("""
                SELECT count(*) FROM payment p
                WHERE p.status = 'CAPTURED' AND p.decided_at >= :since AND p.bucket = ANY (:buckets)
                  AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.bucket = p.bucket AND t.payment_id = p.id)
                  AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.bucket = p.bucket AND r.payment_id = p.id)
                """)
                .param("since", since.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .query(Long.class)
                .single();
    }
}

package dev.evently.notification.mail;

import dev.evently.notification.feed.Notice;
import dev.evently.notification.feed.NotificationsRecorded;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans a mail for what is worth one, in the transaction that tells it and in one statement however much it tells. */
@Component
class DeliveryPlanner {

    private final JdbcClient jdbc;
    private final Clock clock;

    DeliveryPlanner(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(NotificationsRecorded recorded) {
        List<NotificationsRecorded.Recorded> worthMail = recorded.added().stream()
                .filter(added -> isWorthMail(added.notice()))
                .toList();
        if (!worthMail.isEmpty()) {
            plan(worthMail);
        }
    }

    private void plan(List<NotificationsRecorded.Recorded> mails) {
        jdbc.sql("""
                INSERT INTO delivery (notification_id, state, attempts, planned_at, due_at, useful_until, traceparent)
                SELECT notification_id, 'PENDING', 0, :now, :now, useful_until, traceparent
                FROM unnest(:notificationIds::uuid[], :usefulUntil::timestamptz[], :traceparents::text[])
                    AS mail (notification_id, useful_until, traceparent)
                """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "notificationIds",
                        mails.stream()
                                .map(NotificationsRecorded.Recorded::notificationId)
                                .toArray(UUID[]::new))
                .param(
                        "usefulUntil",
                        mails.stream().map(mail -> usefulUntil(mail.notice())).toArray(String[]::new))
                .param(
                        "traceparents",
                        mails.stream()
                                .map(NotificationsRecorded.Recorded::traceparent)
                                .toArray(String[]::new))
                .update();
    }

    /** A hold that ran out is seen in the list; whoever let it go need not be written to. */
    private static boolean isWorthMail(Notice notice) {
        return switch (notice) {
            case Notice.BookingExpired _ -> false;
            case Notice.BookingConfirmed _,
                    Notice.BookingCancelled _,
                    Notice.PaymentRefunded _,
                    Notice.WaitlistOffered _,
                    Notice.WaitlistOfferExpired _ -> true;
        };
    }

    private static @Nullable String usefulUntil(Notice notice) {
        return notice instanceof Notice.WaitlistOffered offer
                ? offer.offerExpiresAt().toString()
                : null;
    }
}

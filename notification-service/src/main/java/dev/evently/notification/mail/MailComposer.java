package dev.evently.notification.mail;

import dev.evently.notification.event.KnownEvent;
import dev.evently.notification.feed.Notice;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes mails: what the templates are given, and the subject. */
@Component
class MailComposer {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Templates templates;
    private final PageSettings pages;

    MailComposer(Templates templates, PageSettings pages) {
        this.templates = templates;
        this.pages = pages;
    }

    Mail compose(Letter letter) {
        return switch (letter) {
            case NoticeLetter notice -> compose(notice);
            case TokenLetter token -> compose(token);
        };
    }

    /** The secret stands after a {@code #}, so that no server that is asked for the page, and no log of one, sees it. */
    private Mail compose(TokenLetter letter) {
        String page = pages.of(letter.kind());
        Map<String, Object> values = new HashMap<>();
        values.put("name", letter.displayName());
        values.put("subject", letter.kind().subject());
        values.put("token", letter.token());
        values.put("until", Wording.time(letter.expiresAt().atZone(UTC)));
        values.put("hasLink", page != null);
        values.put("link", page == null ? "" : page + "#token=" + letter.token());
        String template = letter.kind().template();
        return new Mail(letter.kind().subject(), templates.text(template, values), templates.html(template, values));
    }

    private Mail compose(NoticeLetter letter) {
        KnownEvent event = letter.event();
        String title = event.title();
        return switch (letter.notice()) {
            case Notice.BookingConfirmed booking ->
                new Draft(letter, "booking-confirmed")
                        .fact("Places", Wording.places(booking.places()))
                        .fact("Paid", Wording.money(booking.total(), booking.currency()))
                        .booking(booking.bookingId())
                        .mail("Your tickets for " + title);
            case Notice.BookingCancelled booking ->
                new Draft(letter, "booking-cancelled")
                        .with("byEvent", booking.reason().equals("EVENT_CANCELLED"))
                        .with("byOrganizer", booking.reason().equals("ORGANIZER"))
                        .with("byBuyer", booking.reason().equals("BUYER"))
                        .with("partly", !booking.whole())
                        .with("refunded", booking.refund() != null)
                        .fact("Cancelled", Wording.places(booking.places()))
                        .refund("Refund on its way", booking.refund())
                        .booking(booking.bookingId())
                        .mail((booking.whole() ? "Cancelled: " : "Partly cancelled: ") + title);
            case Notice.PaymentRefunded refund ->
                new Draft(letter, "payment-refunded")
                        .refund("Refunded", refund.refund())
                        .booking(refund.bookingId())
                        .mail("Your refund for " + title);
            case Notice.WaitlistOffered offer ->
                new Draft(letter, "waitlist-offered")
                        .with("until", Wording.time(offer.offerExpiresAt().atZone(event.zone())))
                        .fact("Places", Wording.places(offer.quantity()))
                        .booking(offer.bookingId())
                        .mail("A place for you: " + title);
            case Notice.WaitlistOfferExpired offer ->
                new Draft(letter, "waitlist-offer-expired")
                        .fact("Places", Wording.places(offer.quantity()))
                        .mail("Your offer has expired: " + title);
            case Notice.BookingExpired _ -> throw new IllegalArgumentException("An expired hold is not written about");
        };
    }

    /** A mail in the making: every one says when and where. */
    private final class Draft {

        private final String template;
        private final Map<String, Object> values = new HashMap<>();
        private final List<Fact> facts = new ArrayList<>();

        Draft(NoticeLetter letter, String template) {
            this.template = template;
            KnownEvent event = letter.event();
            values.put("name", letter.recipient().displayName());
            values.put("title", event.title());
            fact("When", Wording.time(event.startsAt()));
            event.venue().ifPresent(venue -> fact("Where", venue));
        }

        Draft with(String name, Object value) {
            values.put(name, value);
            return this;
        }

        Draft fact(String label, String value) {
            facts.add(new Fact(label, value));
            return this;
        }

        Draft refund(String label, Notice.@Nullable Money refund) {
            return refund == null ? this : fact(label, Wording.money(refund.amount(), refund.currency()));
        }

        Draft booking(UUID bookingId) {
            return fact("Booking", bookingId.toString());
        }

        Mail mail(String subject) {
            values.put("facts", facts);
            values.put("subject", subject);
            return new Mail(
                    Wording.oneLine(subject), templates.text(template, values), templates.html(template, values));
        }
    }

    /** A line of the table in a mail. */
    record Fact(String label, String value) {}
}

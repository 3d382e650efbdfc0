package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.notification.event.KnownEvent;
import dev.evently.notification.feed.Notice;
import dev.evently.notification.recipient.Recipient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailComposerTests {

    private static final UUID BOOKING = UUID.fromString("0193a0f2-6d40-75cc-85ea-85e4f2d91b0a");
    private static final UUID EVENT = UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01");
    private static final UUID ENTRY = UUID.fromString("0193a2d0-3300-7c33-bc51-fc5b69408211");

    private final MailComposer composer = new MailComposer(new Templates(), new PageSettings(null, null));

    static Stream<Notice> mailedNotices() {
        return Stream.of(
                confirmed(),
                cancelled("BUYER", true, new Notice.Money(9000, "EUR")),
                cancelled("EVENT_CANCELLED", true, null),
                cancelled("ORGANIZER", false, null),
                new Notice.PaymentRefunded(BOOKING, EVENT, new Notice.Money(9000, "EUR")),
                offered(),
                new Notice.WaitlistOfferExpired(ENTRY, EVENT, ENTRY, 1));
    }

    @ParameterizedTest
    @MethodSource("mailedNotices")
    void writesTheSameInTextAndDesigned(Notice notice) {
        Mail mail = composer.compose(letter(notice, "Night of Lights", "Harbour Hall, Hamburg"));

        assertThat(mail.subject()).contains("Night of Lights");
        for (String body : new String[] {mail.text(), mail.html()}) {
            assertThat(body)
                    .contains("Hello Ada")
                    .contains("Night of Lights")
                    .contains("Friday, 12 March 2027, 20:00 (Europe/Berlin)")
                    .contains("Harbour Hall, Hamburg")
                    .doesNotContain("{{", "}}");
        }
        assertThat(mail.text()).doesNotContain("<", "&amp;");
        assertThat(mail.html().strip()).startsWith("<!DOCTYPE html>").endsWith("</html>");
    }

    @Test
    void escapesWhatOthersWroteInHtmlAlone() {
        Mail mail = composer.compose(letter(confirmed(), "<script>alert('x')</script> & more", "<b>Hall</b>"));

        assertThat(mail.html())
                .contains("&lt;script&gt;")
                .contains("&lt;b&gt;Hall")
                .doesNotContain("<script>", "<b>Hall");
        assertThat(mail.text()).contains("<script>alert('x')</script> & more");
    }

    @Test
    void saysHowManyPlacesWerePaidAndHowMuch() {
        Mail mail = composer.compose(letter(confirmed(), "Night of Lights", null));

        assertThat(mail.text())
                .contains("Places: 2 places")
                .contains("Paid: EUR 90.00")
                .contains("Booking: " + BOOKING)
                .doesNotContain("Where:");
    }

    @Test
    void saysWhoCancelledAndWhatComesBack() {
        String byEvent = text(cancelled("EVENT_CANCELLED", true, new Notice.Money(4500, "JPY")));
        String byBuyer = text(cancelled("BUYER", false, null));

        assertThat(byEvent)
                .contains("will not take place")
                .contains("Refund on its way: JPY 4,500")
                .doesNotContain("stay valid");
        assertThat(byBuyer)
                .contains("you cancelled places")
                .contains("The other tickets of this booking stay valid.")
                .doesNotContain("Refund", "paying you back");
    }

    @Test
    void saysUntilWhenAnOfferStandsInTheZoneOfTheEvent() {
        assertThat(text(offered())).contains("before Saturday, 16 January 2027, 09:15 (Europe/Berlin)");
    }

    @Test
    void leadsToThePageThatIsConfiguredWithTheTokenWhereNoServerSeesIt() {
        MailComposer leading = new MailComposer(
                new Templates(), new PageSettings("https://tickets.example/reset", "https://tickets.example/verify"));

        for (TokenKind kind : TokenKind.values()) {
            Mail mail = leading.compose(token(kind));
            String page = kind == TokenKind.PASSWORD_RESET ? "reset" : "verify";
            assertThat(mail.text()).contains(": https://tickets.example/" + page + "#token=S3cr-et_");
            assertThat(mail.html()).contains("href=\"https://tickets.example/" + page + "#token&#x3D;S3cr-et_\"");
            assertThat(composer.compose(token(kind)).text())
                    .contains("S3cr-et_")
                    .doesNotContain("#token=", "http");
        }
    }

    @Test
    void tellsNoSecretWhereLettersAreLogged() {
        assertThat(token(TokenKind.PASSWORD_RESET).toString()).doesNotContain("S3cr-et_");
    }

    private static TokenLetter token(TokenKind kind) {
        return new TokenLetter(
                "1", 1, kind, "ada@example.org", "Ada", "S3cr-et_", Instant.parse("2027-03-12T19:00:00Z"), null);
    }

    private String text(Notice notice) {
        return composer.compose(letter(notice, "Night of Lights", null)).text();
    }

    private static NoticeLetter letter(Notice notice, String title, @Nullable String venue) {
        return new NoticeLetter(
                UUID.randomUUID(),
                1,
                notice,
                new Recipient(UUID.randomUUID(), "ada@example.org", "Ada"),
                new KnownEvent(EVENT, title, Instant.parse("2027-03-12T19:00:00Z"), ZoneId.of("Europe/Berlin"), venue),
                null);
    }

    private static Notice confirmed() {
        return new Notice.BookingConfirmed(BOOKING, EVENT, 2, 9000, "EUR");
    }

    private static Notice cancelled(String reason, boolean whole, Notice.@Nullable Money refund) {
        return new Notice.BookingCancelled(BOOKING, EVENT, 2, whole, reason, refund);
    }

    private static Notice offered() {
        return new Notice.WaitlistOffered(ENTRY, EVENT, ENTRY, 1, BOOKING, Instant.parse("2027-01-16T08:15:11Z"));
    }
}

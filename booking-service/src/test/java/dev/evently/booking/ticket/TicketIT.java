package dev.evently.booking.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.BoxOffice;
import dev.evently.booking.Halls;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.payment.Cashier;
import dev.evently.booking.payment.PaidBookingTest;
import dev.evently.booking.ticket.print.Scanner;
import dev.evently.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** A buyer's tickets, from the payment to the cancellation. */
@PaidBookingTest
class TicketIT {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    private OnOffer offer;
    private UUID booking;

    @BeforeEach
    void buy() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        booking = cashier.mustBuy(buyer, 2, offer);
    }

    @Test
    void issuesOneTicketPerItem() {
        List<JsonNode> tickets = cashier.tickets(buyer, booking);

        assertThat(tickets)
                .extracting(ticket -> ticket.path("status").asString())
                .containsOnly("VALID");
        assertThat(tickets)
                .extracting(ticket -> ticket.path("bookingItemId").asString())
                .containsExactlyElementsOf(office.booking(buyer, booking).body().path("items").values().stream()
                        .map(item -> item.path("id").asString())
                        .toList());
        assertThat(tickets).extracting(ticket -> ticket.path("code").asString()).doesNotHaveDuplicates();
    }

    @Test
    void hasNoTicketsBeforeTheBookingIsPaid() {
        UUID held = office.mustHold(buyer, 1, offer).id();

        assertThat(cashier.tickets(buyer, held)).isEmpty();
    }

    @Test
    void drawsTheCode() throws IOException {
        JsonNode ticket = cashier.tickets(buyer, booking).getFirst();

        ResponseEntity<byte[]> qr = cashier.download(buyer, path(ticket, "qr"));

        assertThat(qr.getStatusCode().value()).isEqualTo(200);
        assertThat(qr.getHeaders().getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        assertThat(Scanner.scan(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(body(qr))))))
                .isEqualTo(ticket.path("code").asString());
    }

    @Test
    void printsTheSeat() throws IOException {
        OnOffer seated = office.publish(
                OnOffer.with(ProductOnOffer.ofSeats(Halls.STALLS)).seatedIn(Halls.of(2, 3)));
        JsonNode ticket =
                cashier.tickets(buyer, cashier.mustBuy(buyer, 1, seated)).getFirst();

        try (PDDocument document = Loader.loadPDF(body(cashier.download(buyer, path(ticket, "pdf"))))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Parkett, row 1, seat 1");
        }
    }

    @Test
    void printsThePage() throws IOException {
        JsonNode ticket = cashier.tickets(buyer, booking).getFirst();

        ResponseEntity<byte[]> pdf = cashier.download(buyer, path(ticket, "pdf"));

        assertThat(pdf.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PDF);
        try (PDDocument document = Loader.loadPDF(body(pdf))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Northern Lights Orchestra")
                    .contains("(Europe/Berlin)")
                    .contains("Standing")
                    .contains(ticket.path("code").asString().substring(0, 6))
                    .contains(ticket.path("id").asString());
        }
    }

    @Test
    void showsTicketsToNoStranger() {
        UUID stranger = UUID.randomUUID();
        UUID manager = UUID.randomUUID();
        office.setTeam(offer.organizerId(), 1, Map.of(manager, "MANAGER"));
        JsonNode ticket = cashier.tickets(buyer, booking).getFirst();
        String list = "/api/v1/bookings/" + booking + "/tickets";

        assertThat(office.get(list, TestTokens.user(stranger)).status()).isEqualTo(404);
        assertThat(cashier.download(stranger, path(ticket, "qr"))
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(cashier.download(stranger, path(ticket, "pdf"))
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(office.get(list, null).status()).isEqualTo(401);
        assertThat(office.get("/api/v1/tickets/" + UUID.randomUUID() + "/qr", TestTokens.user(buyer))
                        .status())
                .isEqualTo(404);
        Cashier.patiently()
                .until(() -> office.get(list, TestTokens.user(manager)).status() == 200);
    }

    @Test
    void makesCancelledTicketsWorthless() {
        List<JsonNode> tickets = cashier.tickets(buyer, booking);
        UUID first = UUID.fromString(tickets.getFirst().path("bookingItemId").asString());

        assertThat(office.cancel(buyer, booking, first).status()).isEqualTo(200);

        assertThat(cashier.tickets(buyer, booking))
                .extracting(ticket -> ticket.path("status").asString())
                .containsExactly("VOID", "VALID");
        ResponseEntity<byte[]> qr = cashier.download(buyer, path(tickets.getFirst(), "qr"));
        assertThat(qr.getStatusCode().value()).isEqualTo(409);
        assertThat(new String(body(qr), java.nio.charset.StandardCharsets.UTF_8))
                .contains("ticket-void");
        assertThat(cashier.download(buyer, path(tickets.getLast(), "qr"))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        office.cancel(buyer, booking);
        assertThat(cashier.tickets(buyer, booking))
                .extracting(ticket -> ticket.path("status").asString())
                .containsOnly("VOID");
    }

    private static String path(JsonNode ticket, String form) {
        return "/api/v1/tickets/" + ticket.path("id").asString() + "/" + form;
    }

    private static byte[] body(ResponseEntity<byte[]> answer) {
        return Objects.requireNonNull(answer.getBody());
    }
}

package dev.evently.booking.ticket.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketPdfTests {

    private static final String CODE = "0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ";

    @Test
    void saysAllAboutTheTicket() throws IOException {
        String text = text(sheet("Fête d'été – Čechomor & Ένα", "Kulturhaus Łódź, Łódź"));

        assertThat(text)
                .contains("Fête d'été – Čechomor & Ένα")
                .contains("Friday, 15 January 2027, 19:30 (Europe/Berlin)")
                .contains("Kulturhaus Łódź, Łódź")
                .contains("Standing · General admission")
                .contains("0410AZ-0410AZ-0410AZ-0410AZ")
                .contains("0193a0f3-1180-88ff-b81d-b817250c4e0d");
    }

    @Test
    void showsTheCodeForAScanner() throws IOException {
        try (PDDocument document = Loader.loadPDF(TicketPdf.of(sheet("Concert", null)))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(Scanner.scan(new PDFRenderer(document).renderImageWithDPI(0, 150)))
                    .isEqualTo(CODE);
        }
    }

    @Test
    void isTheSameFileEachTime() {
        assertThat(TicketPdf.of(sheet("Concert", null))).isEqualTo(TicketPdf.of(sheet("Concert", null)));
    }

    @Test
    void leavesOutAVenueThatThereIsNot() throws IOException {
        assertThat(text(sheet("Online", null))).doesNotContain("VENUE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "日本武道館コンサート",
                "قاعة الموسيقى العربية 2027",
                "קונצרט בירושלים",
                "🎸🔥👩‍👩‍👧‍👦",
                "नमस्ते ไทย 한국어",
                "\u0000\u0007\n\r\t\u2028",
                "e\u0301\u0323 Z\u0361\u034d\u0348algo",
                "\ud800 half a pair",
                "\ue000\uffff\ufeff\u202e",
            })
    void printsAnyText(String text) throws IOException {
        assertThat(text(sheet(text, text))).contains("0410AZ");
    }

    @Test
    void marksLettersItCannotShow() throws IOException {
        assertThat(text(sheet("Jazz 武道館", null))).contains("Jazz □□□");
    }

    @Test
    void cutsATitleThatIsTooLong() throws IOException {
        String text = text(sheet("Verylongword".repeat(50), null));

        assertThat(text).contains("…").contains("DATE").contains("0410AZ");
    }

    private static TicketSheet sheet(String title, @Nullable String venue) {
        return new TicketSheet(
                title,
                "Friday, 15 January 2027, 19:30 (Europe/Berlin)",
                venue,
                "Standing",
                "General admission",
                CODE,
                "0193a0f3-1180-88ff-b81d-b817250c4e0d");
    }

    private static String text(TicketSheet sheet) throws IOException {
        try (PDDocument document = Loader.loadPDF(TicketPdf.of(sheet))) {
            return new PDFTextStripper().getText(document);
        }
    }
}

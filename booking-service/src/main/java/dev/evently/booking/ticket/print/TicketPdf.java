package dev.evently.booking.ticket.print;

import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** Prints a ticket on one A5 page. Lengths are in points of 1/72 inch. */
public final class TicketPdf {

    private static final PDRectangle PAGE = PDRectangle.A5;
    private static final float MARGIN = 36;
    private static final float WIDTH = PAGE.getWidth() - 2 * MARGIN;
    private static final float BAND = 150;
    private static final float QR_SIDE = 200;
    /** Width of a bold letter's outline as a part of the font size. */
    private static final float BOLD_OUTLINE = 0.03f;

    private static final Color INK = new Color(0x1b1f3b);
    private static final Color ACCENT = new Color(0xf2a541);
    private static final Color FAINT = new Color(0x6b7086);

    private TicketPdf() {}

    /** The same sheet gives the same bytes. */
    public static byte[] of(TicketSheet sheet) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle(sheet.title());
            // The trailer's ID is otherwise made of the time of day.
            document.setDocumentId((long) sheet.ticketId().hashCode());
            PDPage page = new PDPage(PAGE);
            document.addPage(page);
            Typeface regular = Typeface.regular(document);
            Typeface bold = regular.inBold();
            try (PDPageContentStream canvas = new PDPageContentStream(document, page)) {
                new Layout(canvas, regular, bold).draw(sheet);
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("The ticket cannot be printed", e);
        }
    }

    /** Draws from the top of the page to its bottom. */
    private static final class Layout {

        private final PDPageContentStream canvas;
        private final Typeface regular;
        private final Typeface bold;
        private float y = PAGE.getHeight();

        Layout(PDPageContentStream canvas, Typeface regular, Typeface bold) {
            this.canvas = canvas;
            this.regular = regular;
            this.bold = bold;
        }

        void draw(TicketSheet sheet) throws IOException {
            fill(INK, 0, y - BAND, PAGE.getWidth(), BAND);
            fill(ACCENT, 0, y - BAND - 4, PAGE.getWidth(), 4);
            y -= 40;
            text(List.of("E V E N T L Y   T I C K E T"), bold, 8, ACCENT);
            y -= 16;
            text(bold.lines(sheet.title(), 20, WIDTH, 3), bold, 20, Color.WHITE);

            y = PAGE.getHeight() - BAND - 30;
            field("DATE", sheet.date(), 2);
            if (sheet.venue() != null) {
                field("VENUE", sheet.venue(), 2);
            }
            field("TICKET", sheet.product() + " \u00b7 " + sheet.place(), 2);

            float bottom = MARGIN + 34;
            qr(sheet.code(), (PAGE.getWidth() - QR_SIDE) / 2, bottom);
            y = bottom - 6;
            centred(grouped(sheet.code(), 0), 8, INK);
            centred(grouped(sheet.code(), sheet.code().length() / 2), 8, INK);
            y -= 4;
            centred(sheet.ticketId(), 6, FAINT);
        }

        private void field(String label, String value, int most) throws IOException {
            text(List.of(label), bold, 7, FAINT);
            y -= 7;
            text(regular.lines(value, 12, WIDTH, most), regular, 12, INK);
            y -= 8;
        }

        private void text(List<String> lines, Typeface face, float size, Color colour) throws IOException {
            for (String line : lines) {
                line(line, face, size, colour, MARGIN);
            }
        }

        private void centred(String line, float size, Color colour) throws IOException {
            float width = regular.font().getStringWidth(line) / 1000 * size;
            line(line, regular, size, colour, (PAGE.getWidth() - width) / 2);
        }

        private void line(String line, Typeface face, float size, Color colour, float x) throws IOException {
            canvas.beginText();
            canvas.setFont(face.font(), size);
            canvas.setNonStrokingColor(colour);
            canvas.setStrokingColor(colour);
            canvas.setLineWidth(size * BOLD_OUTLINE);
            canvas.setRenderingMode(face.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
            canvas.newLineAtOffset(x, y);
            canvas.showText(line);
            canvas.endText();
            y -= size * 1.3f;
        }

        private void fill(Color colour, float x, float bottom, float width, float height) throws IOException {
            canvas.setNonStrokingColor(colour);
            canvas.addRect(x, bottom, width, height);
            canvas.fill();
        }

        /** The modules as shapes, so that they are sharp at any size. */
        private void qr(String code, float left, float bottom) throws IOException {
            BitMatrix modules = QrCodes.modules(code);
            int count = modules.getHeight();
            float side = QR_SIDE / count;
            canvas.setNonStrokingColor(Color.BLACK);
            for (int row = 0; row < count; row++) {
                for (int column = 0; column < count; column++) {
                    if (modules.get(column, row)) {
                        canvas.addRect(left + column * side, bottom + (count - 1 - row) * side, side, side);
                    }
                }
            }
            canvas.fill();
        }

        /** Half of the code in groups of six, for typing it. */
        private static String grouped(String code, int from) {
            return code.substring(from, from + code.length() / 2).replaceAll("(.{6})(?=.)", "$1-");
        }
    }
}

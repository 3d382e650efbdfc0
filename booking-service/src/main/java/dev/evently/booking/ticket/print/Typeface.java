package dev.evently.booking.ticket.print;

import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font of one document that takes any text.
 *
 * <p>It is Liberation Sans, which PDFBox brings along: Latin, Greek, Cyrillic and Hebrew letters and many symbols. What it
 * lacks, Arabic, Chinese and emoji among it, shows as an empty box. Right-to-left text is put in visual order.
 *
 * @param font the font as the document embeds it
 * @param bold whether its outlines are to be drawn too, for there is no bold cut of it
 */
record Typeface(PDFont font, boolean bold) {

    private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String BOX = "\u25a1";
    private static final String ELLIPSIS = "\u2026";

    static Typeface regular(PDDocument document) throws IOException {
        try (InputStream data = PDFont.class.getResourceAsStream(FILE)) {
            if (data == null) {
                throw new IllegalStateException("PDFBox does not bring " + FILE);
            }
            return new Typeface(PDType0Font.load(document, data, true), false);
        }
    }

    Typeface inBold() {
        return new Typeface(font, true);
    }

    /** Breaks a text into at most so many lines of at most that width; what does not fit ends in an ellipsis. */
    List<String> lines(String text, float size, float width, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : showable(text).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, size) <= width) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, size) > width) {
                String head = head(line, size, width);
                lines.add(head);
                line = line.substring(head.length());
            }
        }
        lines.add(line);
        if (lines.size() > most) {
            String last = lines.get(most - 1) + ELLIPSIS;
            while (width(last, size) > width) {
                last = last.substring(0, last.offsetByCodePoints(last.length(), -2)) + ELLIPSIS;
            }
            lines.set(most - 1, last);
        }
        return lines.stream().limit(most).map(Typeface::visual).toList();
    }

    private String head(String text, float size, float width) throws IOException {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length() && width(text.substring(0, text.offsetByCodePoints(end, 1)), size) <= width) {
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end);
    }

    private float width(String text, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    private String showable(String text) {
        StringBuilder showable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> showable.append(showable(point)));
        return showable.toString();
    }

    private String showable(int point) {
        if (Character.isWhitespace(point) || Character.isISOControl(point)) {
            return " ";
        }
        String character = Character.toString(point);
        try {
            font.encode(character);
            return character;
        } catch (IllegalArgumentException | IOException e) {
            return BOX;
        }
    }

    private static String visual(String line) {
        if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
            return line;
        }
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        int runs = bidi.getRunCount();
        byte[] levels = new byte[runs];
        Integer[] order = new Integer[runs];
        for (int run = 0; run < runs; run++) {
            levels[run] = (byte) bidi.getRunLevel(run);
            order[run] = run;
        }
        Bidi.reorderVisually(levels, 0, order, 0, runs);
        StringBuilder visual = new StringBuilder(line.length());
        for (int run : order) {
            String part = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            visual.append(bidi.getRunLevel(run) % 2 == 0 ? part : new StringBuilder(part).reverse());
        }
        return visual.toString();
    }
}

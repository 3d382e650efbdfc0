package dev.evently.booking.ticket.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodesTests {

    private static final String CODE = "0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ0410AZ";

    @Test
    void drawsACodeThatReadsBack() throws IOException {
        BufferedImage picture = picture();

        assertThat(picture.getWidth()).isGreaterThanOrEqualTo(300).isEqualTo(picture.getHeight());
        assertThat(Scanner.scan(picture)).isEqualTo(CODE);
    }

    @Test
    void leavesAQuietZoneOfFourModules() throws IOException {
        BufferedImage picture = picture();

        for (int i = 0; i < picture.getWidth(); i++) {
            assertThat(picture.getRGB(i, 39) & 0xffffff).isEqualTo(0xffffff);
            assertThat(picture.getRGB(39, i) & 0xffffff).isEqualTo(0xffffff);
        }
        assertThat(picture.getRGB(40, 40) & 0xffffff).isZero();
    }

    @Test
    void readsThroughASmudge() throws IOException {
        BufferedImage smudged = picture();
        Graphics2D brush = smudged.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(smudged.getWidth() * 6 / 10, smudged.getHeight() / 2, 60, 60);
        brush.dispose();

        assertThat(Scanner.scan(smudged)).isEqualTo(CODE);
    }

    private static BufferedImage picture() throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(QrCodes.png(CODE))));
    }
}

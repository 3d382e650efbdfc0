package dev.evently.booking.ticket.print;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;

/** Reads the code in a picture. */
public final class Scanner {

    private Scanner() {}

    public static String scan(BufferedImage picture) {
        try {
            return new MultiFormatReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture))))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("There is no code in the picture", e);
        }
    }
}

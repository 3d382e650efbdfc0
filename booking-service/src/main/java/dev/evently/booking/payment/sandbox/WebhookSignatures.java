package dev.evently.booking.payment.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells the provider's webhooks from anybody else's.
 *
 * <p>The header reads {@code t=<unix seconds>,v1=<hex>}, where the tag is the HMAC-SHA256 of {@code t}, a dot and the body
 * under the shared secret. Several {@code v1} may be given while the secret changes; one must fit. What was signed more
 * than {@link #TOLERANCE} ago, or that far ahead, is refused, so that an old webhook cannot be replayed for ever.
 */
@Component
class WebhookSignatures {

    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_PARTS = 10;

    private final SecretKeySpec secret;
    private final Clock clock;

    WebhookSignatures(ProviderSettings settings, Clock clock) {
        this.secret = new SecretKeySpec(settings.webhookSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    boolean fits(@Nullable String header, byte[] body) {
        if (header == null) {
            return false;
        }
        String time = null;
        List<byte[]> tags = new ArrayList<>();
        for (String part : header.split(",", MAX_PARTS)) {
            String text = part.strip();
            if (text.startsWith("t=")) {
                time = text.substring(2);
            } else if (text.matches("v1=[0-9a-f]{64}")) {
                tags.add(HexFormat.of().parseHex(text, 3, text.length()));
            }
        }
        if (time == null || !time.matches("[0-9]{1,12}") || !isRecent(Long.parseLong(time))) {
            return false;
        }
        byte[] expected = tag(time, body);
        return tags.stream().anyMatch(tag -> MessageDigest.isEqual(expected, tag));
    }

    private boolean isRecent(long seconds) {
        Duration age = Duration.between(Instant.ofEpochSecond(seconds), clock.instant());
        return age.abs().compareTo(TOLERANCE) <= 0;
    }

    private byte[] tag(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}

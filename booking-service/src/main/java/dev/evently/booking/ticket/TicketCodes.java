package dev.evently.booking.ticket;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a ticket's id into the code that its holder shows, and back. Only the service can make a code that reads.
 *
 * <p>A code is 48 symbols of Crockford's base 32, for 30 bytes: the format's version (1), the number of the signing key
 * (1), the ticket's id (16), and the first 12 bytes of the HMAC-SHA256 of all that under the key. The number of a key is
 * the first byte of its SHA-256, so that a key can be replaced while codes made under it still read. Case, spaces and
 * hyphens mean nothing, and the letters I, L and O read as the digits they look like.
 */
public final class TicketCodes {

    private static final byte VERSION = 1;
    private static final int SIGNED_LENGTH = 18;
    private static final int TAG_LENGTH = 12;
    private static final int KEY_LENGTH = 32;
    private static final int SYMBOLS = (SIGNED_LENGTH + TAG_LENGTH) * 8 / 5;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String ALGORITHM = "HmacSHA256";

    private final Key current;
    private final Map<Byte, Key> keys = new HashMap<>();

    private record Key(byte number, SecretKeySpec secret) {}

    /**
     * Makes codes under the current key, and reads those made under any.
     *
     * @param current 32 secret bytes
     * @param retired keys that were current before
     * @throws IllegalArgumentException when a key has another length, or two keys have the same number: take another key
     */
    public TicketCodes(byte[] current, List<byte[]> retired) {
        this.current = add(current);
        retired.forEach(this::add);
    }

    private Key add(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("A signing key has " + KEY_LENGTH + " bytes, not " + key.length);
        }
        Key added = new Key(number(key), new SecretKeySpec(key, ALGORITHM));
        if (keys.put(added.number(), added) != null) {
            throw new IllegalArgumentException("Two signing keys have the same number; take another key");
        }
        return added;
    }

    public String codeOf(TicketId id) {
        byte[] signed = ByteBuffer.allocate(SIGNED_LENGTH)
                .put(VERSION)
                .put(current.number())
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
        return encode(ByteBuffer.allocate(SIGNED_LENGTH + TAG_LENGTH)
                .put(signed)
                .put(tag(current, signed))
                .array());
    }

    /** The ticket that a code names; empty for anything that this service has not signed. */
    public Optional<TicketId> read(String code) {
        Optional<byte[]> decoded = decode(code);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(decoded.get(), SIGNED_LENGTH);
        byte[] tag = Arrays.copyOfRange(decoded.get(), SIGNED_LENGTH, SIGNED_LENGTH + TAG_LENGTH);
        ByteBuffer fields = ByteBuffer.wrap(signed);
        byte version = fields.get();
        Key key = keys.get(fields.get());
        if (version != VERSION || key == null || !MessageDigest.isEqual(tag, tag(key, signed))) {
            return Optional.empty();
        }
        return TicketId.from(new UUID(fields.getLong(), fields.getLong()));
    }

    private static byte[] tag(Key key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            return Arrays.copyOf(mac.doFinal(signed), TAG_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte number(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key)[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encode(byte[] bytes) {
        StringBuilder code = new StringBuilder(SYMBOLS);
        int bits = 0;
        int waiting = 0;
        for (byte value : bytes) {
            waiting = (waiting << 8) | (value & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                code.append(ALPHABET.charAt((waiting >>> bits) & 31));
            }
            waiting &= (1 << bits) - 1;
        }
        return code.toString();
    }

    private static Optional<byte[]> decode(String code) {
        ByteBuffer bytes = ByteBuffer.allocate(SIGNED_LENGTH + TAG_LENGTH);
        int bits = 0;
        int waiting = 0;
        int symbols = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '-' || c == ' ') {
                continue;
            }
            int value = valueOf(c);
            if (value < 0 || ++symbols > SYMBOLS) {
                return Optional.empty();
            }
            waiting = (waiting << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (waiting >>> bits));
                waiting &= (1 << bits) - 1;
            }
        }
        return symbols == SYMBOLS ? Optional.of(bytes.array()) : Optional.empty();
    }

    private static int valueOf(char symbol) {
        char upper = symbol >= 'a' && symbol <= 'z' ? (char) (symbol - 'a' + 'A') : symbol;
        return switch (upper) {
            case 'O' -> 0;
            case 'I', 'L' -> 1;
            default -> ALPHABET.indexOf(upper);
        };
    }
}

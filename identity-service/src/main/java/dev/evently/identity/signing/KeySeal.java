package dev.evently.identity.signing;

import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/** Keeps keys secret where they are stored: AES-256-GCM under a key that the database never sees. */
@Component
public class KeySeal {

    private static final String PROPERTY = "evently.identity.key-encryption-key";
    private static final String OWNER_END = "\n";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    private final BytesEncryptor encryptor;

    KeySeal(@Value("${" + PROPERTY + ":}") String base64Key) {
        encryptor = new AesBytesEncryptor(
                new SecretKeySpec(decoded(base64Key), "AES"),
                KeyGenerators.secureRandom(NONCE_BYTES),
                CipherAlgorithm.GCM);
    }

    byte[] seal(RSAKey key) {
        return encryptor.encrypt(key.toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key that was sealed.
     *
     * @param kid the id under which it was stored
     * @throws IllegalStateException when it was sealed with another key or changed since
     */
    RSAKey openKey(String kid, byte[] sealed) {
        RSAKey key = parsed(sealed);
        if (key == null || !kid.equals(key.getKeyID())) {
            throw new IllegalStateException(
                    "The signing key %s in the database cannot be read with %s (EVENTLY_IDENTITY_KEY_ENCRYPTION_KEY)"
                            .formatted(kid, PROPERTY));
        }
        return key;
    }

    /** Seals what belongs to somebody, so that it opens for nobody else. Returns text. */
    public String seal(String owner, byte[] secret) {
        String owned = owner + OWNER_END + Base64.getEncoder().encodeToString(secret);
        return Base64.getEncoder().encodeToString(encryptor.encrypt(owned.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The secret of this owner.
     *
     * @throws IllegalStateException when it was sealed with another key, for another owner, or changed since
     */
    public byte[] open(String owner, String sealed) {
        byte[] decrypted = encryptor.decrypt(Base64.getDecoder().decode(sealed));
        String owned = new String(decrypted, StandardCharsets.UTF_8);
        if (!owned.startsWith(owner + OWNER_END)) {
            throw new IllegalStateException("A secret in the database belongs to another owner than " + owner);
        }
        return Base64.getDecoder().decode(owned.substring(owner.length() + OWNER_END.length()));
    }

    private @Nullable RSAKey parsed(byte[] sealed) {
        try {
            return RSAKey.parse(new String(encryptor.decrypt(sealed), StandardCharsets.UTF_8));
        } catch (IllegalStateException | IllegalArgumentException | ParseException e) {
            return null;
        }
    }

    private static byte[] decoded(String base64Key) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64Key);
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "%s (EVENTLY_IDENTITY_KEY_ENCRYPTION_KEY) must be set to %d random bytes in Base64"
                            .formatted(PROPERTY, KEY_BYTES));
        }
        return key;
    }
}

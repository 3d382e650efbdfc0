package dev.evently.identity.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySealTests {

    private static RSAKey jwk;

    private final KeySeal seal = new KeySeal(key('a'));

    @BeforeAll
    static void makeKey() throws JOSEException {
        jwk = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    }

    @Test
    void opensWhatItSealed() {
        assertThat(seal.openKey(jwk.getKeyID(), seal.seal(jwk))).isEqualTo(jwk);
    }

    @Test
    void hidesTheKeyAndNeverSealsAlike() {
        byte[] sealed = seal.seal(jwk);

        assertThat(new String(sealed, UTF_8))
                .doesNotContain(jwk.getPrivateExponent().toString());
        assertThat(seal.seal(jwk)).isNotEqualTo(sealed);
    }

    @Test
    void namesTheSettingWhenTheKeyIsAnother() {
        byte[] sealed = seal.seal(jwk);

        assertThatIllegalStateException()
                .isThrownBy(() -> new KeySeal(key('b')).openKey(jwk.getKeyID(), sealed))
                .withMessageContaining("EVENTLY_IDENTITY_KEY_ENCRYPTION_KEY");
    }

    @Test
    void noticesThatTheStoredKeyWasChanged() {
        byte[] sealed = seal.seal(jwk);
        sealed[sealed.length / 2] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> seal.openKey(jwk.getKeyID(), sealed));
    }

    @Test
    void noticesThatStoredKeysWereSwapped() {
        assertThatIllegalStateException().isThrownBy(() -> seal.openKey("another", seal.seal(jwk)));
    }

    @Test
    void opensASecretForItsOwnerAlone() {
        byte[] secret = {1, 2, 3};
        String sealed = seal.seal("ada", secret);

        assertThat(seal.open("ada", sealed)).containsExactly(secret);
        assertThat(seal.seal("ada", secret)).isNotEqualTo(sealed);
        assertThatIllegalStateException().isThrownBy(() -> seal.open("bob", sealed));
        assertThatIllegalStateException().isThrownBy(() -> new KeySeal(key('b')).open("ada", sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void namesTheSettingThatIsMissingOrWrong(String setting) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeySeal(setting))
                .withMessageContaining("evently.identity.key-encryption-key")
                .withMessageNotContaining("c2hvcnQ=");
    }

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(UTF_8));
    }
}

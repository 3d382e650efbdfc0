package dev.evently.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.Role;
import dev.evently.testing.MutableClock;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class AccessTokensTests {

    private static final RSAKey KEY = newKey();

    @ParameterizedTest
    @CsvSource({"false, false, true", "false, true, true", "true, false, false", "true, true, true"})
    void makesAnAdministratorOfWhoHasTheSecondFactorThatIsNeeded(boolean needed, boolean has, boolean admin)
            throws ParseException {
        assertThat(claims(needed, has).getStringListClaim("roles").contains("ADMIN"))
                .isEqualTo(admin);
        assertThat(claims(needed, has).getStringListClaim("roles")).contains("USER");
    }

    @Test
    void saysWhatTheSessionWasOpenedWith() throws ParseException {
        assertThat(claims(false, false).getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims(false, true).getStringListClaim("amr")).containsExactly("pwd", "otp");
    }

    private static JWTClaimsSet claims(boolean adminsNeedSecondFactor, boolean mfaEnabled) throws ParseException {
        AccessTokens tokens = new AccessTokens(
                new NimbusJwtEncoder((selector, context) -> selector.select(new JWKSet(KEY))),
                new TokenSettings("http://issuer.example", "evently", Duration.ofMinutes(15), adminsNeedSecondFactor),
                new MutableClock());
        AccountProfile administrator = new AccountProfile(
                UUID.randomUUID(), "admin@example.org", "Admin", Set.of(Role.USER, Role.ADMIN), mfaEnabled, true);
        return SignedJWT.parse(tokens.mint(administrator, UUID.randomUUID())).getJWTClaimsSet();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("any").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

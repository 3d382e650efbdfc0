package dev.evently.identity.token;

import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.Role;
import dev.evently.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Mints the access tokens of people: RS256 JWTs that every service checks by itself. */
@Component
public class AccessTokens {

    private final JwtEncoder encoder;
    private final TokenSettings settings;
    private final Clock clock;

    AccessTokens(JwtEncoder encoder, TokenSettings settings, Clock clock) {
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A token for the account, as part of the session; its roles are those of this moment. It tells by {@code amr} (RFC 8176)
     * what the session was opened with: no session outlives the moment in which its account gets a second factor, but for
     * the one that showed a code of it.
     */
    public String mint(AccountProfile account, UUID sessionId) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(settings.issuer())
                .audience(List.of(settings.audience()))
                .subject(account.id().toString())
                .id(Ids.next().toString())
                .issuedAt(now)
                .expiresAt(now.plus(settings.accessTokenTtl()))
                .claim("sid", sessionId.toString())
                .claim("roles", rolesOf(account))
                .claim("email_verified", account.emailVerified())
                .claim("amr", account.mfaEnabled() ? List.of("pwd", "otp") : List.of("pwd"))
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    private List<String> rolesOf(AccountProfile account) {
        return account.roles().stream()
                .filter(role -> role != Role.ADMIN || account.mfaEnabled() || !settings.adminsNeedSecondFactor())
                .map(Enum::name)
                .toList();
    }
}

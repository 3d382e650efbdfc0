package dev.evently.identity.token;

import dev.evently.identity.account.AccountProfile;
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

    /** A token for the account, as part of the session; its roles are those of this moment. */
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
                .claim("roles", account.roles().stream().map(Enum::name).toList())
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}

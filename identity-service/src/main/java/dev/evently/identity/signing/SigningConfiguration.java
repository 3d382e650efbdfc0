package dev.evently.identity.signing;

import com.nimbusds.jose.jwk.JWKSet;
import dev.evently.identity.token.TokenSettings;
import java.time.Clock;
import java.util.Collection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Lets the rest of the service sign and check tokens with the key ring, without asking itself over HTTP. */
@Configuration(proxyBeanMethods = false)
class SigningConfiguration {

    @Bean
    JwtEncoder jwtEncoder(KeyRing ring) {
        return new NimbusJwtEncoder(
                (selector, context) -> selector.select(new JWKSet(ring.signing().jwk())));
    }

    @Bean
    JwtDecoder jwtDecoder(KeyRing ring, TokenSettings settings, Clock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator();
        timestamps.setClock(clock);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(ring)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                timestamps,
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<Collection<String>>(
                        "aud", audience -> audience != null && audience.contains(settings.audience()))));
        return decoder;
    }
}

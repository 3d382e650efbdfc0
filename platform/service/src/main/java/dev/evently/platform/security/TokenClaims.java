package dev.evently.platform.security;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/** The claims of an access token that say what its holder may do; absent claims grant nothing. */
final class TokenClaims {

    private TokenClaims() {}

    static Set<String> roles(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles == null ? Set.of() : Set.copyOf(roles);
    }

    /** The scopes of RFC 6749: a list separated by spaces, which some issuers write as an array. */
    static Set<String> scopes(Jwt token) {
        List<String> scopes = token.getClaimAsStringList("scope");
        if (scopes == null) {
            return Set.of();
        }
        return Set.copyOf(Arrays.asList(StringUtils.tokenizeToStringArray(String.join(" ", scopes), " ")));
    }
}

package dev.evently.identity.client;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

/**
 * Keeps nothing but that a token was issued: a machine's token speaks for itself until it expires, and nothing asks for it later. The framework's
 * own record would keep every token ever issued in memory.
 */
@Component
class UnrecordedAuthorizations implements OAuth2AuthorizationService {

    private final SecurityLog log;

    UnrecordedAuthorizations(SecurityLog log) {
        this.log = log;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        log.recordClient(SecurityEventType.CLIENT_TOKEN_ISSUED, authorization.getRegisteredClientId());
    }

    @Override
    public void remove(OAuth2Authorization authorization) {}

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return null;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
        return null;
    }
}

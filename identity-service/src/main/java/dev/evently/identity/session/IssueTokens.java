package dev.evently.identity.session;

import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.identity.token.AccessTokens;
import dev.evently.identity.token.TokenSettings;
import org.springframework.stereotype.Component;

/** Gives a session its next pair of tokens. */
@Component
class IssueTokens {

    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final TokenSettings settings;

    IssueTokens(RefreshTokens refreshTokens, AccessTokens accessTokens, TokenSettings settings) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.settings = settings;
    }

    SessionTokens issue(Session session, AccountProfile account) {
        BearerSecret secret = BearerSecret.random();
        refreshTokens.save(new RefreshToken(secret, session.id()));
        return new SessionTokens(accessTokens.mint(account, session.id()), secret, settings.accessTokenTtl());
    }
}

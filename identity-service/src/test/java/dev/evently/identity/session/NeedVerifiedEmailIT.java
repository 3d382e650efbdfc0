package dev.evently.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.MailedToken;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.factor.SecondFactors;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.identity.session.Opening.BadCredentials;
import dev.evently.identity.session.Opening.EmailUnverified;
import dev.evently.identity.session.Opening.Opened;
import dev.evently.testing.IntegrationTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionOperations;

/** Signing in where the setting asks for verified addresses. */
@IntegrationTest
class NeedVerifiedEmailIT {

    private static final Origin ORIGIN = new Origin("192.0.2.7", null);

    private final IdentityClient client;
    private final OpenSession openSession;
    private final String email = IdentityClient.someEmail();

    NeedVerifiedEmailIT(
            @LocalServerPort int port,
            @Autowired AccountDirectory accounts,
            @Autowired KnownSources knownSources,
            @Autowired SecondFactors secondFactors,
            @Autowired MailedTokens mailedTokens,
            @Autowired LoginChallenges challenges,
            @Autowired Sessions sessions,
            @Autowired IssueTokens tokens,
            @Autowired SecurityLog log,
            @Autowired TransactionOperations transactions,
            @Autowired Clock clock) {
        client = new IdentityClient(port);
        openSession = new OpenSession(
                accounts,
                knownSources,
                secondFactors,
                mailedTokens,
                challenges,
                sessions,
                tokens,
                new SessionSettings(Duration.ofDays(30), true),
                log,
                transactions,
                clock);
    }

    @Test
    void mailsAnotherTokenToWhoKnowsThePasswordAndLetsHimInOnceItWasShown() {
        client.register(email);
        try (MailedToken mails = new MailedToken()) {
            String first = mails.await(MailedToken.VERIFICATION, email);

            assertThat(open("wrong")).isInstanceOf(BadCredentials.class);
            assertThat(open(IdentityClient.PASSWORD)).isInstanceOf(EmailUnverified.class);

            String second = mails.awaitNext(MailedToken.VERIFICATION, email, List.of(first));
            client.post("/api/v1/auth/email-verification/confirm", Map.of("token", second), null);
            assertThat(open(IdentityClient.PASSWORD)).isInstanceOf(Opened.class);
        }
    }

    private Opening open(String password) {
        return openSession.open(email, password, ORIGIN, null);
    }
}

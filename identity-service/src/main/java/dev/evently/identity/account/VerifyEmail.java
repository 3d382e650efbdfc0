package dev.evently.identity.account;

import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets people show that they read the mail to the address of their account. */
@Service
class VerifyEmail {

    /** What became of the wish to get the mail once more. */
    enum Sending {
        SENT,
        /** Nothing is left to be shown. */
        VERIFIED,
        TOO_MANY
    }

    private final Accounts accounts;
    private final MailedTokens tokens;
    private final SecurityLog log;
    private final Clock clock;

    VerifyEmail(Accounts accounts, MailedTokens tokens, SecurityLog log, Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.log = log;
        this.clock = clock;
    }

    /** Has a new token mailed; the former one is good no longer. */
    @Transactional
    public Sending sendAgain(OwnSession own) {
        AccountProfile account =
                accounts.findById(own.accountId()).map(Account::profile).orElseThrow();
        if (account.emailVerified()) {
            return Sending.VERIFIED;
        }
        return tokens.mail(MailPurpose.EMAIL_VERIFICATION, account.id(), account.email(), account.displayName())
                ? Sending.SENT
                : Sending.TOO_MANY;
    }

    /** Uses a token up; false when it is not, or no longer, good. */
    @Transactional
    public boolean confirm(String token) {
        Optional<UUID> account = tokens.use(MailPurpose.EMAIL_VERIFICATION, token);
        account.filter(id -> accounts.verifyEmail(id, clock.instant()) == 1)
                .ifPresent(id -> log.record(SecurityEventType.EMAIL_VERIFIED, id));
        return account.isPresent();
    }
}

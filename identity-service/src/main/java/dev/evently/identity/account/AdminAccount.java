package dev.evently.identity.account;

import dev.evently.identity.account.Registration.EmailTaken;
import dev.evently.identity.account.Registration.KeyReused;
import dev.evently.identity.account.Registration.PasswordRefused;
import dev.evently.identity.account.Registration.Registered;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes the configured administrator's account before the first request is served, so that nobody can register its
 * address first. Of several instances that start at once, one makes it. An account that exists is left as it is, its
 * password too.
 */
@Component
class AdminAccount implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(AdminAccount.class);

    private final AdminSettings settings;
    private final Accounts accounts;
    private final RegisterAccount registerAccount;

    AdminAccount(AdminSettings settings, Accounts accounts, RegisterAccount registerAccount) {
        this.settings = settings;
        this.accounts = accounts;
        this.registerAccount = registerAccount;
    }

    @Override
    public void afterSingletonsInstantiated() {
        EmailAddress email = EmailAddress.of(settings.email());
        if (accounts.findByEmail(email.value()).isEmpty()) {
            switch (registerAccount.appoint(
                    email, settings.password(), "Administrator", Set.of(Role.USER, Role.ADMIN))) {
                case Registered(AccountProfile account) ->
                    log.info("Made the administrator's account {}", account.id());
                case EmailTaken _ -> log.info("Another instance made the administrator's account");
                case KeyReused _ -> throw new IllegalStateException("No key was given");
                case PasswordRefused _ -> throw new IllegalStateException("The configured password was not looked at");
            }
        }
        if (accounts.findByEmail(email.value())
                .filter(account -> account.profile().roles().contains(Role.ADMIN))
                .isEmpty()) {
            log.warn("The account with the configured administrator's address is not an administrator");
        }
    }
}

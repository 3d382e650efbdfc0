package dev.evently.identity.account;

import dev.evently.identity.account.RoleChange.Done;
import dev.evently.identity.account.RoleChange.LastAdministrator;
import dev.evently.identity.account.RoleChange.NotAdministrator;
import dev.evently.identity.account.RoleChange.UnknownAccount;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OwnSession;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives accounts roles and takes them away, in the name of an administrator. All sessions of the account end with that, so
 * that no token says any longer what was so before.
 *
 * <p>Every change holds all administrators' rows: so changes come one after the other on any number of instances, each sees who
 * is an administrator at its turn, and one always stays.
 */
@Service
class ChangeRoles {

    private final Accounts accounts;
    private final SecurityLog log;
    private final ApplicationEventPublisher events;

    ChangeRoles(Accounts accounts, SecurityLog log, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.log = log;
        this.events = events;
    }

    /**
     * Lets an account have these roles and no others.
     *
     * @param roles what it has besides {@link Role#USER}
     */
    @Transactional
    public RoleChange change(OwnSession administrator, UUID id, Set<Role> roles) {
        List<UUID> administrators = accounts.lockAdministrators();
        if (!administrators.contains(administrator.accountId())) {
            return new NotAdministrator();
        }
        Optional<AccountProfile> found =
                accounts.lock(id).flatMap(accounts::findById).map(Account::profile);
        if (found.isEmpty()) {
            return new UnknownAccount();
        }
        AccountProfile account = found.get();
        Set<Role> wanted = EnumSet.of(Role.USER);
        wanted.addAll(roles);
        if (wanted.equals(account.roles())) {
            return new Done(account);
        }
        if (administrators.equals(List.of(id)) && !wanted.contains(Role.ADMIN)) {
            return new LastAdministrator();
        }
        accounts.setRoles(id, wanted.stream().map(Role::name).toArray(String[]::new));
        log.record(SecurityEventType.ROLES_CHANGED, id, administrator.sessionId());
        events.publishEvent(new RolesChanged(id));
        return new Done(new AccountProfile(
                id, account.email(), account.displayName(), wanted, account.mfaEnabled(), account.emailVerified()));
    }
}

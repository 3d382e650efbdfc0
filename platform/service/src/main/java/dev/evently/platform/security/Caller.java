package dev.evently.platform.security;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the access token says.
 *
 * @param userId the account, or null for a machine client
 * @param subject the token's subject: the account's id, or the client's id
 * @param roles {@code USER}, {@code ADMIN}, {@code SERVICE}
 * @param scopes what a machine client was granted
 */
public record Caller(@Nullable UUID userId, String subject, Set<String> roles, Set<String> scopes) {

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public boolean isAdmin() {
        return roles.contains("ADMIN");
    }

    public boolean isService() {
        return roles.contains("SERVICE");
    }

    /** Whether the caller is a machine that was granted this scope. */
    public boolean holds(String scope) {
        return isService() && scopes.contains(scope);
    }

    /** Whether the caller may read what is everybody's: an administrator, or a machine that was granted this scope. */
    public boolean mayReadAll(String scope) {
        return isAdmin() || holds(scope);
    }

    /**
     * The account behind the request.
     *
     * @throws ProblemException {@link CommonProblem#FORBIDDEN} when the caller is a machine
     */
    public UUID requireUserId() {
        if (userId == null) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This operation needs the token of a person");
        }
        return userId;
    }
}

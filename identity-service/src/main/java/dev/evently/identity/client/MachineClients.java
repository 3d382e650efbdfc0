package dev.evently.identity.client;

import dev.evently.platform.security.MachineScopes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The machines that may ask for tokens.
 *
 * @param clients by client id
 */
@ConfigurationProperties("evently.identity")
@Validated
record MachineClients(@NotEmpty Map<String, @Valid MachineClient> clients) {

    private static final int SHORTEST_SECRET = 32;

    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        clients.values().forEach(client -> scopes.addAll(client.scopes()));
        return scopes;
    }

    /**
     * One machine.
     *
     * @param secret random and at least 32 characters long, as only a fast hash of it is kept
     * @param scopes what it may ask for, of {@link MachineScopes}
     */
    record MachineClient(@NotBlank String secret, @NotEmpty Set<String> scopes) {

        MachineClient {
            // Checked here, since a report of a violated constraint would print the secret.
            if (secret != null && !secret.isBlank() && secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException(
                        "evently.identity.clients.*.secret must be at least %d characters long"
                                .formatted(SHORTEST_SECRET));
            }
            if (scopes != null && !MachineScopes.ALL.keySet().containsAll(scopes)) {
                throw new IllegalArgumentException("evently.identity.clients.*.scopes must be of %s, and not %s"
                        .formatted(MachineScopes.ALL.keySet(), scopes));
            }
        }

        @Override
        public String toString() {
            return "MachineClient[scopes=%s]".formatted(scopes);
        }
    }
}

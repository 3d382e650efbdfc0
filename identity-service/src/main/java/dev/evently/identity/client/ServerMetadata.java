package dev.evently.identity.client;

import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadataClaimNames;
import org.springframework.stereotype.Component;

/**
 * Makes the published metadata say what this server does, where the framework lists all that it could do.
 *
 * <p>The {@code authorization_endpoint} stays, because OpenID Connect Discovery requires the member; no client has a
 * grant that could use it.
 */
@Component
class ServerMetadata {

    private final MachineClients machines;

    ServerMetadata(MachineClients machines) {
        this.machines = machines;
    }

    void correct(Map<String, Object> claims) {
        claims.keySet()
                .retainAll(List.of(
                        OAuth2AuthorizationServerMetadataClaimNames.ISSUER,
                        OAuth2AuthorizationServerMetadataClaimNames.JWKS_URI,
                        OAuth2AuthorizationServerMetadataClaimNames.TOKEN_ENDPOINT,
                        OAuth2AuthorizationServerMetadataClaimNames.AUTHORIZATION_ENDPOINT,
                        OAuth2AuthorizationServerMetadataClaimNames.RESPONSE_TYPES_SUPPORTED,
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported"));
        claims.put(
                OAuth2AuthorizationServerMetadataClaimNames.GRANT_TYPES_SUPPORTED,
                List.of(AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()));
        claims.put(
                OAuth2AuthorizationServerMetadataClaimNames.TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED,
                List.of(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
                        ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue()));
        claims.put(OAuth2AuthorizationServerMetadataClaimNames.SCOPES_SUPPORTED, List.copyOf(machines.scopes()));
    }
}

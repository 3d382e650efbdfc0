package dev.evently.identity.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.client.MachineClients.MachineClient;
import dev.evently.identity.token.TokenSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The OAuth side of the service: tokens for machines, the keys that check all tokens, and the metadata by which both are
 * found. People sign in elsewhere, so of Spring Authorization Server only these endpoints are reachable.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    private static final String TOKEN_ENDPOINT = "/oauth2/token";
    private static final byte[] NO_CLIENT =
            "{\"error\":\"%s\"}".formatted(OAuth2ErrorCodes.INVALID_CLIENT).getBytes(UTF_8);
    /** What anybody may read. */
    static final Set<String> PUBLISHED =
            Set.of("/oauth2/jwks", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServerSecurity(
            HttpSecurity http, ServerMetadata metadata, MachineClients machines, SecurityLog log, Clock clock)
            throws Exception {
        return http.securityMatcher(endpoints())
                .oauth2AuthorizationServer(server -> server.clientAuthentication(
                                clients -> clients.authenticationProviders(providers ->
                                        providers.replaceAll(provider -> watched(provider, machines, log, clock))))
                        .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                document -> document.claims(metadata::correct)))
                        .oidc(oidc ->
                                oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                                        document -> document.claims(metadata::correct)))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, e) -> {
                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic");
                    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
                    response.getOutputStream().write(NO_CLIENT);
                }))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static String[] endpoints() {
        return Stream.concat(Stream.of(TOKEN_ENDPOINT), PUBLISHED.stream()).toArray(String[]::new);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(TokenSettings tokens) {
        return AuthorizationServerSettings.builder()
                .issuer(tokens.issuer())
                .tokenEndpoint(TOKEN_ENDPOINT)
                .build();
    }

    @Bean
    RegisteredClientRepository registeredClients(MachineClients machines, TokenSettings tokens) {
        return new InMemoryRegisteredClientRepository(machines.clients().entrySet().stream()
                .map(machine -> registered(machine, tokens))
                .toList());
    }

    @Bean
    JwtGenerator machineTokens(JwtEncoder encoder, TokenSettings tokens, Clock clock) {
        JwtGenerator generator = new JwtGenerator(encoder);
        generator.setClock(clock);
        generator.setJwtCustomizer(context -> describeMachine(context, tokens));
        return generator;
    }

    private static void describeMachine(JwtEncodingContext context, TokenSettings tokens) {
        context.getClaims()
                .audience(List.of(tokens.audience()))
                .claim("roles", List.of("SERVICE"))
                .claim("scope", String.join(" ", context.getAuthorizedScopes()));
    }

    private static RegisteredClient registered(Map.Entry<String, MachineClient> machine, TokenSettings tokens) {
        return RegisteredClient.withId(machine.getKey())
                .clientId(machine.getKey())
                .clientSecret(ClientSecretEncoder.hash(machine.getValue().secret()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(machine.getValue().scopes()))
                .tokenSettings(org.springframework.security.oauth2.server.authorization.settings.TokenSettings.builder()
                        .accessTokenTimeToLive(tokens.accessTokenTtl())
                        .build())
                .build();
    }

    private static AuthenticationProvider watched(
            AuthenticationProvider provider, MachineClients machines, SecurityLog log, Clock clock) {
        if (provider instanceof ClientSecretAuthenticationProvider bySecret) {
            bySecret.setPasswordEncoder(new ClientSecretEncoder());
            return new WatchedClients(bySecret, machines.clients().keySet(), log, clock);
        }
        return provider;
    }
}

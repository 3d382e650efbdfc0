package dev.evently.platform.security;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.PlatformWebAutoConfiguration;
import dev.evently.platform.web.ProblemException;
import dev.evently.platform.web.ProblemResponses;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Makes a service a resource server that checks every access token itself: signature by the issuer's keys, RS256 only,
 * issuer, audience and expiry.
 */
@AutoConfiguration(
        after = PlatformWebAutoConfiguration.class,
        before = {OAuth2ResourceServerAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@EnableConfigurationProperties({TokenProperties.class, OrganizerSettings.class})
public class PlatformSecurityAutoConfiguration {

    private static final Duration ISSUER_TIMEOUT = Duration.ofSeconds(5);
    private static final String[] ALWAYS_OPEN = {"/health/**", "/metrics", "/error", "/internal/openapi"};

    /** What changes a running instance. The gateway has no route to it. */
    private static final String[] OPERATORS_ONLY = {"/loggers", "/loggers/**"};

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(TokenProperties tokens) {
        JwtDecoder checking = new SupplierJwtDecoder(() -> {
            URI keys = tokens.jwkSetUri();
            NimbusJwtDecoder decoder = (keys == null
                            ? NimbusJwtDecoder.withIssuerLocation(tokens.issuer())
                            : NimbusJwtDecoder.withJwkSetUri(keys.toString()))
                    .jwsAlgorithm(SignatureAlgorithm.RS256)
                    .restOperations(issuerClient())
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(tokens.issuer()),
                    new JwtClaimValidator<Collection<String>>(
                            "aud", audience -> audience != null && audience.contains(tokens.audience()))));
            return decoder;
        });
        return new RememberedTokens(checking, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    BearerTokenResolver bearerTokens() {
        return new BearerHeader();
    }

    /** Each filter of the chain would be timed for every request, which costs more than most of them do. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * The usual firewall, which looks at a header's value whenever somebody reads it: its regular expression would be
     * matched against every character of every token several times.
     */
    @Bean
    @ConditionalOnMissingBean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(PlatformSecurityAutoConfiguration::holdsNoControl);
        return firewall;
    }

    private static boolean holdsNoControl(@Nullable String value) {
        for (int n = 0; value != null && n < value.length(); n++) {
            if (Character.isISOControl(value.charAt(n))) {
                return false;
            }
        }
        return true;
    }

    /** Waits longer than the library does, whose half second the first rush on a cold machine may outlast. */
    private static RestTemplate issuerClient() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(ISSUER_TIMEOUT);
        requests.setReadTimeout(ISSUER_TIMEOUT);
        return new RestTemplate(requests);
    }

    @Bean
    SecurityFilterChain serviceSecurity(
            HttpSecurity http, ObjectProvider<PublicRoutes> publicRoutes, ProblemResponses problems) throws Exception {
        AuthenticationEntryPoint unauthenticated = (request, response, e) -> problems.write(
                request,
                response,
                new ProblemException(CommonProblem.UNAUTHENTICATED).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
        AccessDeniedHandler denied = (request, response, e) ->
                problems.write(request, response, new ProblemException(CommonProblem.FORBIDDEN));
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll()
                            .requestMatchers(ALWAYS_OPEN)
                            .permitAll();
                    publicRoutes.forEach(routes ->
                            requests.requestMatchers(routes.matchers()).permitAll());
                    requests.requestMatchers(OPERATORS_ONLY).hasRole("ADMIN");
                    requests.anyRequest().authenticated();
                })
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(denied)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(authorities())))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                .build();
    }

    @Bean
    OperationGuard operationGuard(ObjectProvider<PublicRoutes> publicRoutes, OrganizerSettings organizers) {
        return new OperationGuard(publicRoutes.stream().toList(), organizers);
    }

    @Bean
    WebMvcConfigurer callerArguments(OperationGuard guard) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(guard);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }

    private static JwtAuthenticationConverter authorities() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(PlatformSecurityAutoConfiguration::authoritiesOf);
        return converter;
    }

    private static Collection<GrantedAuthority> authoritiesOf(Jwt token) {
        List<GrantedAuthority> granted = new ArrayList<>();
        TokenClaims.roles(token).forEach(role -> granted.add(new SimpleGrantedAuthority("ROLE_" + role)));
        TokenClaims.scopes(token).forEach(scope -> granted.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
        return granted;
    }
}

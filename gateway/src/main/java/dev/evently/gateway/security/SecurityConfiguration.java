package dev.evently.gateway.security;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.problems.Problems;
import dev.evently.gateway.routing.RouteTable;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/**
 * The gateway is a resource server of its own: RS256 only, signature by the keys of identity-service, issuer, audience and
 * expiry. A token that is sent must be valid, even where none is needed; only where nobody ever asks for one it is not read.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ReactiveJwtDecoder jwtDecoder(
            TokenSettings tokens, ReactorLoadBalancerExchangeFilterFunction loadBalancer, Clock clock) {
        WebClient http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)))
                .build();
        URI elsewhere = tokens.jwkSetUri();
        IdentityKeys keys = elsewhere == null
                ? new IdentityKeys(http.mutate().filter(loadBalancer).build(), IdentityKeys.OF_IDENTITY_SERVICE, clock)
                : new IdentityKeys(http, elsewhere, clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(tokens.issuer()),
                new JwtClaimValidator<Collection<String>>(
                        "aud", audience -> audience != null && audience.contains(tokens.audience()))));
        return new VerifiedTokens(decoder, keys, clock);
    }

    /** Each filter of the chain would be timed for every request, which costs more than most of them do. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http) {
        ServerAuthenticationEntryPoint unauthenticated = (exchange, e) -> Problems.write(
                exchange,
                new ProblemException(GatewayProblem.UNAUTHENTICATED)
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                e instanceof OAuth2AuthenticationException
                                        ? "Bearer error=\"invalid_token\""
                                        : "Bearer"));
        ServerAccessDeniedHandler denied =
                (exchange, e) -> Problems.write(exchange, new ProblemException(GatewayProblem.FORBIDDEN));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .headers(headers -> headers.cache(ServerHttpSecurity.HeaderSpec.CacheSpec::disable))
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(requests -> {
                    RouteTable.OPEN_PATHS.forEach(
                            open -> requests.pathMatchers(open.pattern()).permitAll());
                    String[] reads = RouteTable.OPEN_READS.toArray(String[]::new);
                    requests.pathMatchers(HttpMethod.GET, reads).permitAll();
                    requests.pathMatchers(HttpMethod.HEAD, reads).permitAll();
                    RouteTable.ENTRIES.forEach(
                            entry -> requests.pathMatchers(entry.patterns().toArray(String[]::new))
                                    .authenticated());
                    // What is left is routed nowhere: the gateway's own pages, and addresses that do not exist.
                    requests.anyExchange().permitAll();
                })
                .oauth2ResourceServer(server -> server.bearerTokenConverter(new BearerHeader())
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(denied)
                        .jwt(jwt -> {}))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied))
                .build();
    }

    /**
     * The usual firewall, which looks at a header's value whenever somebody reads it: its regular expression would be
     * matched against every character of every token several times.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderValues(value -> value == null || value.chars().noneMatch(Character::isISOControl));
        return firewall;
    }

    /** Says as a problem what the firewall refuses: methods that no service knows, and addresses written to deceive. */
    @Bean
    ServerExchangeRejectedHandler refusals() {
        return (exchange, e) -> Problems.write(
                exchange,
                new ProblemException(
                        isKnown(exchange.getRequest().getMethod())
                                ? GatewayProblem.MALFORMED_REQUEST
                                : GatewayProblem.METHOD_NOT_ALLOWED));
    }

    private static boolean isKnown(HttpMethod method) {
        return !HttpMethod.TRACE.equals(method)
                && Arrays.asList(HttpMethod.values()).contains(method);
    }
}

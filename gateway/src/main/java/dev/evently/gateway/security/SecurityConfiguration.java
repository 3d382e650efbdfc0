package dev.evently.gateway.security;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.problems.Problems;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
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
    RevokedSessions revokedSessions(TokenSettings tokens, ReactorLoadBalancerExchangeFilterFunction loadBalancer) {
        return tokens.jwkSetUri() == null
                ? new RevokedSessions(http().filter(loadBalancer)
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(RevokedSessions.LARGEST_LIST))
                        .build())
                : RevokedSessions.ofAnotherProvider();
    }

    @Bean
    VerifiedTokens jwtDecoder(
            TokenSettings tokens,
            ReactorLoadBalancerExchangeFilterFunction loadBalancer,
            RevokedSessions revoked,
            Clock clock) {
        URI elsewhere = tokens.jwkSetUri();
        IdentityKeys keys = elsewhere == null
                ? new IdentityKeys(http().filter(loadBalancer).build(), IdentityKeys.OF_IDENTITY_SERVICE, clock)
                : new IdentityKeys(http().build(), elsewhere, clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(tokens.issuer()),
                new JwtClaimValidator<Collection<String>>(
                        "aud", audience -> audience != null && audience.contains(tokens.audience()))));
        return new VerifiedTokens(decoder, keys, revoked, clock);
    }

    private static WebClient.Builder http() {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)));
    }

    @Bean
    SecurityWebFilterChain security(VerifiedTokens tokens) {
        return new MatcherSecurityWebFilterChain(
                exchange -> ServerWebExchangeMatcher.MatchResult.match(), List.of(new AccessTokens(tokens)));
    }

    /** Requests are counted and timed as a whole; every step of the chain apart costs more than it tells. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * The usual firewall, which looks at a header's value whenever somebody reads it: its regular expression would be
     * matched against every character of every token several times.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderValues(SecurityConfiguration::holdsNoControl);
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

package dev.evently.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * An identity provider for tests: it signs whatever token is asked for, and services find its keys by OIDC discovery as
 * they would find a real one's. Its token endpoint gives every client what it asks for.
 */
public final class TestTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String AUDIENCE = "evently";
    private static final Set<String> ENDED = new ConcurrentSkipListSet<>();
    private static final RSAKey KEY = newKey();
    private static final String ISSUER = start();

    private TestTokens() {}

    /** The issuer's address, which is its {@code iss} as well. */
    public static String issuer() {
        return ISSUER;
    }

    /** The token of an account; it always has the role USER. */
    public static String user(UUID id, String... furtherRoles) {
        List<String> roles = new ArrayList<>(List.of("USER"));
        roles.addAll(List.of(furtherRoles));
        return sign(claims -> claims.subject(id.toString()).claim("roles", roles));
    }

    /** The token of a machine client with the role SERVICE. */
    public static String service(String clientId, String... scopes) {
        return sign(claims ->
                claims.subject(clientId).claim("roles", List.of("SERVICE")).claim("scope", String.join(" ", scopes)));
    }

    /** A token that differs from a good one, for tests of what must be refused. */
    public static String sign(UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Clock.systemUTC().instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", UUID.randomUUID().toString());
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(),
                change.apply(claims).build());
        try {
            token.sign(new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** Ends a session, as identity-service would tell the gateways. */
    public static void endSession(String sid) {
        ENDED.add(sid);
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
            server.createContext(
                    "/.well-known/openid-configuration", exchange -> answer(exchange, """
                    {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","token_endpoint":"%1$s/oauth2/token",
                     "authorization_endpoint":"%1$s/oauth2/authorize","subject_types_supported":["public"],
                     "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}
                    """.formatted(issuer)));
            server.createContext(
                    "/oauth2/jwks", exchange -> answer(exchange, new JWKSet(KEY.toPublicJWK()).toString()));
            server.createContext(
                    "/oauth2/token",
                    exchange -> answer(exchange, """
                    {"access_token":"%s","token_type":"Bearer","expires_in":3600}
                    """.formatted(service("test-client", "offers:write"))));
            server.createContext("/internal/v1/revoked-sessions", exchange -> {
                String ids = String.join("\",\"", ENDED);
                exchange.getResponseHeaders().set("ETag", "\"" + ENDED.size() + "\"");
                answer(exchange, ids.isEmpty() ? "{\"sessions\":[]}" : "{\"sessions\":[\"" + ids + "\"]}");
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

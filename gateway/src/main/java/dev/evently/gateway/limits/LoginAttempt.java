package dev.evently.gateway.limits;

import dev.evently.gateway.problems.GatewayProblem;
import dev.evently.gateway.problems.ProblemException;
import dev.evently.gateway.security.Sha256;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A login whose body has been read, to count it by its account. */
sealed interface LoginAttempt {

    /** In bytes; an address, a password and whatever else is sent beside them. */
    int LONGEST_BODY = 16 * 1024;

    int DIGEST_BYTES = 16;
    JsonMapper JSON = JsonMapper.shared();

    /**
     * It says to which account.
     *
     * @param exchange with the body as it came
     * @param account a digest of the e-mail address
     */
    record ToAccount(ServerWebExchange exchange, String account) implements LoginAttempt {}

    /** Its body names no account, which may be right, or is for identity-service to refuse. */
    record Anonymous(ServerWebExchange exchange) implements LoginAttempt {}

    /** Its body was not read to its end. */
    record TooLong(ProblemException problem) implements LoginAttempt {}

    static Mono<LoginAttempt> read(ServerWebExchange exchange) {
        return DataBufferUtils.join(exchange.getRequest().getBody(), LONGEST_BODY)
                .map(LoginAttempt::bytesOf)
                .defaultIfEmpty(new byte[0])
                .map(body -> of(withBody(exchange, body), accountIn(body)))
                .onErrorResume(
                        DataBufferLimitException.class,
                        e -> Mono.just(new TooLong(new ProblemException(
                                GatewayProblem.PAYLOAD_TOO_LARGE,
                                "The body of a login may have at most %d bytes".formatted(LONGEST_BODY)))));
    }

    private static LoginAttempt of(ServerWebExchange exchange, Optional<String> account) {
        return account.<LoginAttempt>map(name -> new ToAccount(exchange, name))
                .orElseGet(() -> new Anonymous(exchange));
    }

    private static byte[] bytesOf(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return Flux.defer(() -> Flux.just(buffers.wrap(body)));
                    }
                })
                .build();
    }

    private static Optional<String> accountIn(byte[] body) {
        try {
            String email = JSON.readTree(body).path("email").asString("");
            return email.isBlank() ? Optional.empty() : Optional.of(digestOf(email));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String digestOf(String email) {
        return HexFormat.of().formatHex(Sha256.of(email.strip().toLowerCase(Locale.ROOT)), 0, DIGEST_BYTES);
    }
}

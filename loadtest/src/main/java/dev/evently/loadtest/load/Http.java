package dev.evently.loadtest.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Posts JSON to the gateway over connections that are kept. To be used on the generator's event loop only.
 *
 * <p>A request that gets no answer is not sent again: it is a reply of its own kind.
 */
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("Idempotency-Key");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final int MOST_WAITING = 100_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final SplittableRandom random = new SplittableRandom();

    Http(Vertx vertx, URI gateway, int connections) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(gateway.getHost())
                .setDefaultPort(gateway.getPort())
                .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(Math.toIntExact(PATIENCE.toSeconds()));
        client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(MOST_WAITING));
    }

    /**
     * Posts under an idempotency key of its own.
     *
     * @param authorization the complete {@code Authorization} header
     * @return never fails
     */
    public Future<Reply> post(String path, CharSequence authorization, Buffer body) {
        return client.request(HttpMethod.POST, path)
                .compose(request -> send(request, authorization, body))
                .recover(failure -> Future.succeededFuture(Reply.nothing(failure)));
    }

    /**
     * Posts as nobody, and under no key.
     *
     * @return never fails
     */
    public Future<Reply> post(String path, Buffer body) {
        return client.request(HttpMethod.POST, path)
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .send(body)
                        .compose(Http::read))
                .recover(failure -> Future.succeededFuture(Reply.nothing(failure)));
    }

    /**
     * Reads.
     *
     * @return never fails
     */
    public Future<Reply> get(String path, CharSequence authorization) {
        return client.request(HttpMethod.GET, path)
                .compose(request -> request.putHeader(HttpHeaders.AUTHORIZATION, authorization)
                        .send()
                        .compose(Http::read))
                .recover(failure -> Future.succeededFuture(Reply.nothing(failure)));
    }

    /** Completes after a while. */
    public Future<Void> pause(Duration duration) {
        Promise<Void> over = Promise.promise();
        vertx.setTimer(duration.toMillis(), timer -> over.complete());
        return over.future();
    }

    private Future<Reply> send(HttpClientRequest request, CharSequence authorization, Buffer body) {
        request.putHeader(HttpHeaders.AUTHORIZATION, authorization)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(IDEMPOTENCY_KEY, randomKey());
        return request.send(body).compose(Http::read);
    }

    private static Future<Reply> read(HttpClientResponse response) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        String retryAfter = response.getHeader(HttpHeaders.RETRY_AFTER);
        return response.body()
                .map(body -> new Reply(
                        response.statusCode(),
                        location == null ? "" : location,
                        retryAfter == null ? "" : retryAfter,
                        body));
    }

    /** Random as clients' keys are, and cheaper than a secure one. */
    private String randomKey() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

package dev.evently.loadtest.read;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers every request with JSON that was given beforehand, as cheaply as can be.
 *
 * <p>Its arguments are files; the content of the n-th answers {@code /n}. It prints the port that it has chosen.
 */
public final class ConstantAnswers {

    private ConstantAnswers() {}

    public static void main(String[] args) throws IOException {
        Map<String, Buffer> answers = new HashMap<>();
        for (int n = 0; n < args.length; n++) {
            answers.put("/" + n, Buffer.buffer(Files.readAllBytes(Path.of(args[n]))));
        }
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        System.out.println("port " + serve(vertx, answers).actualPort());
    }

    static HttpServer serve(Vertx vertx, Map<String, Buffer> answers) {
        CharSequence json = HttpHeaders.createOptimized("application/json");
        Buffer nothing = Buffer.buffer("{}");
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    var _ = request.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, json)
                            .end(answers.getOrDefault(request.path(), nothing));
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}

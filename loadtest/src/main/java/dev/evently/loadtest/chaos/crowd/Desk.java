package dev.evently.loadtest.chaos.crowd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where buyers meet the suite: its gateway. A request that gets no answer, or one that decides nothing, is sent again under
 * the same key, as a careful client does, and everything is written into the buyer's diary.
 */
public final class Desk {
    private static final JsonMapper JSON = new JsonMapper();
    /** Longer than the gateway waits for a service. */
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    private static final Duration UNANSWERED_PAUSE = Duration.ofMillis(500);
    private static final String API = "/api/v1";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String gateway;
    private final String password;
    private final Duration patience;
    private final Answers answers;
    private final Supplier<String> clock;

    /**
     * @param gateway address of the gateway
     * @param password of every account
     * @param patience how long a request is sent again
     * @param clock tells the time for the diaries
     */
    public Desk(String gateway, String password, Duration patience, Answers answers, Supplier<String> clock) {
        this.gateway = gateway;
        this.password = password;
        this.patience = patience;
        this.answers = answers;
        this.clock = clock;
    }

    /** A new account, logged in. */
    public Buyer register(String name) throws IOException, InterruptedException {
        String email = name + "-" + UUID.randomUUID() + "@evently.example";
        Diary diary = new Diary(new UUID(0, 0), "", new UUID(0, 0));
        Reply made = ask(
                        null,
                        "POST",
                        "/auth/register",
                        Map.of("email", email, "password", password, "displayName", "Crash test"),
                        email,
                        diary)
                .filter(reply -> reply.status() == 201)
                .orElseThrow(() -> new IOException("No account: " + diary.entries()));
        String token = login(email, diary).orElseThrow(() -> new IOException("No login: " + diary.entries()));
        return new Buyer(UUID.fromString(made.text("id")), email, token);
    }

    /** A token that has all its life before it. */
    public String freshToken(Buyer buyer) throws InterruptedException {
        login(buyer.email(), new Diary(buyer.id(), "", new UUID(0, 0))).ifPresent(buyer::loggedInAgain);
        return buyer.token();
    }

    private Optional<String> login(String email, Diary diary) throws InterruptedException {
        return ask(null, "POST", "/auth/login", Map.of("email", email, "password", password), null, diary)
                .filter(reply -> reply.status() == 200)
                .map(reply -> reply.text("accessToken"));
    }

    Optional<Reply> get(Buyer buyer, String path, Diary diary) throws InterruptedException {
        return ask(buyer, "GET", path, null, null, diary);
    }

    /** The answer that decided, or nothing if there was none for as long as patience lasted. */
    Optional<Reply> post(Buyer buyer, String path, Map<String, ?> body, @Nullable String key, Diary diary)
            throws InterruptedException {
        return ask(buyer, "POST", path, body, key, diary);
    }

    private Optional<Reply> ask(
            @Nullable Buyer buyer,
            String method,
            String path,
            @Nullable Map<String, ?> body,
            @Nullable String key,
            Diary diary)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int attempt = 1; ; attempt++) {
            Duration pause = UNANSWERED_PAUSE;
            try {
                Reply reply = Reply.of(
                        http.send(request(buyer, method, path, body, key), HttpResponse.BodyHandlers.ofByteArray()));
                answers.count(reply.kind());
                note(diary, method, path, reply.kind() + " " + reply.text("id"));
                if (!reply.isForNow() || (reply.needsLogin() && buyer == null)) {
                    return Optional.of(reply);
                }
                pause = reply.pause(attempt);
                if (reply.needsLogin() && buyer != null) {
                    login(buyer.email(), diary).ifPresent(buyer::loggedInAgain);
                }
            } catch (IOException e) {
                answers.count("no answer");
                note(diary, method, path, "no answer: " + e);
            }
            if (System.nanoTime() - deadline > 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    }

    private void note(Diary diary, String method, String path, String said) {
        diary.note(clock.get() + " " + method + " " + path + " -> " + said);
    }

    private HttpRequest request(
            @Nullable Buyer buyer, String method, String path, @Nullable Map<String, ?> body, @Nullable String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway + API + path)).timeout(TIMEOUT);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        if (buyer != null) {
            request.header("Authorization", "Bearer " + buyer.token());
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }
}

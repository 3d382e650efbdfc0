package dev.evently.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.gateway.problems.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class RevokedSessionsTests {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final AtomicReference<Supplier<Mono<ClientResponse>>> identity = new AtomicReference<>(() -> list("a"));
    private final List<@Nullable String> tagsSent = new CopyOnWriteArrayList<>();
    private final RevokedSessions revoked = new RevokedSessions(WebClient.builder()
            .exchangeFunction(request -> Mono.defer(() -> {
                tagsSent.add(request.headers().getFirst(HttpHeaders.IF_NONE_MATCH));
                return identity.get().get();
            }))
            .build());

    @AfterEach
    void stop() {
        revoked.stop();
        VirtualTimeScheduler.reset();
    }

    @Test
    void knowsEndedSessionsFromTheStart() {
        revoked.start();

        assertThat(revoked.contains("a")).isTrue();
        assertThat(revoked.contains("b")).isFalse();
        assertThat(revoked.contains(null)).isFalse();
    }

    @Test
    void learnsOfTheNextWithinTwoSecondsAndForgetsWhatTheListForgot() {
        revoked.start();
        identity.set(() -> list("b"));

        time.advanceTimeBy(RevokedSessions.PAUSE);

        assertThat(revoked.contains("b")).isTrue();
        assertThat(revoked.contains("a")).isFalse();
    }

    @Test
    void asksForChangesOnly() {
        revoked.start();
        identity.set(
                () -> Mono.just(ClientResponse.create(HttpStatus.NOT_MODIFIED).build()));

        time.advanceTimeBy(RevokedSessions.PAUSE);

        assertThat(tagsSent).containsExactly(null, "\"a\"");
        assertThat(revoked.contains("a")).isTrue();
    }

    @Test
    void asksTheNextInstanceAtOnceWhenOneIsAway() {
        revoked.start();
        List<Supplier<Mono<ClientResponse>>> answers =
                new CopyOnWriteArrayList<>(List.of(() -> away(), () -> list("b")));
        identity.set(() -> answers.removeFirst().get());

        time.advanceTimeBy(RevokedSessions.PAUSE);

        assertThat(revoked.contains("b")).isTrue();
    }

    @Test
    void keepsWhatItKnowsWhileIdentityServiceIsAwayOrSilent() {
        revoked.start();
        identity.set(RevokedSessionsTests::away);
        time.advanceTimeBy(Duration.ofHours(1));
        identity.set(Mono::never);
        time.advanceTimeBy(Duration.ofHours(1));
        assertThat(revoked.contains("a")).isTrue();

        identity.set(() -> list("b"));
        time.advanceTimeBy(Duration.ofSeconds(6));
        assertThat(revoked.contains("b")).isTrue();
    }

    @Test
    void saysThatItCannotTellBeforeTheFirstList() {
        identity.set(Mono::never);
        revoked.start();
        AtomicReference<@Nullable Throwable> slow = new AtomicReference<>();
        revoked.known().subscribe(nothing -> {}, slow::set);
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(slow.get()).isInstanceOf(ProblemException.class);

        AtomicReference<@Nullable Throwable> atOnce = new AtomicReference<>();
        revoked.known().subscribe(nothing -> {}, atOnce::set);
        assertThat(atOnce.get()).isInstanceOf(ProblemException.class);
    }

    @Test
    void letsThoseWaitForTheFirstListWhoComeBeforeIt() {
        identity.set(() -> Mono.delay(Duration.ofSeconds(1)).then(list("a")));
        revoked.start();
        AtomicReference<Boolean> known = new AtomicReference<>(false);
        revoked.known().subscribe(nothing -> {}, failure -> {}, () -> known.set(true));
        assertThat(known).hasValue(false);

        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(known).hasValue(true);
        assertThat(revoked.known().blockOptional()).isEmpty();
    }

    @Test
    void asksNobodyForTheSessionsOfAnotherProvider() {
        RevokedSessions none = RevokedSessions.ofAnotherProvider();
        none.start();

        assertThat(none.known().blockOptional()).isEmpty();
        assertThat(none.contains("a")).isFalse();
        none.stop();
    }

    private static Mono<ClientResponse> away() {
        return Mono.just(ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build());
    }

    private static Mono<ClientResponse> list(String session) {
        return Mono.just(ClientResponse.create(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .header("ETag", "\"" + session + "\"")
                .body("{\"sessions\":[\"" + session + "\"]}")
                .build());
    }
}

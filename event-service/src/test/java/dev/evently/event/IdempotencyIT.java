package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.testing.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class IdempotencyIT {

    private static final String NAME = "{\"name\":\"Once\"}";

    private final EventApi owner;
    private final UUID ownerId = UUID.randomUUID();
    private final EventApi somebodyElse;
    private final JdbcClient jdbc;
    private final DataSource database;
    private final String key = UUID.randomUUID().toString();

    @Autowired
    IdempotencyIT(@LocalServerPort int port, DataSource database) {
        this.owner = EventApi.anybody(port).as(ownerId);
        this.somebodyElse = owner.as(UUID.randomUUID());
        this.database = database;
        this.jdbc = JdbcClient.create(database);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer() {
        String organizerId = owner.organizer();
        String venue = EventApi.venueBody(organizerId, "Hamburg", 53.55, 9.99);
        String event = EventApi.eventBody(organizerId, null, "Once", Duration.ofDays(3));
        for (String[] request : new String[][] {{"/organizers", NAME}, {"/venues", venue}, {"/events", event}}) {
            String freshKey = UUID.randomUUID().toString();
            Answer first = owner.post(request[0], request[1], "Idempotency-Key", freshKey)
                    .expect(201);
            Answer second = owner.post(request[0], request[1], "Idempotency-Key", freshKey)
                    .expect(201);

            assertThat(second.response().body()).isEqualTo(first.response().body());
            assertThat(second.header("Location")).isEqualTo(first.header("Location"));
            assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        }
    }

    @Test
    void createsOnceHoweverManyAskAtOnce() throws Exception {
        List<Future<Answer>> running = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                running.add(callers.submit(() -> owner.post("/organizers", NAME, "Idempotency-Key", key)));
            }
        }
        Set<String> created = running.stream()
                .map(Future::resultNow)
                .filter(answer -> answer.status() != 409)
                .map(answer -> answer.expect(201).text("id"))
                .collect(Collectors.toSet());

        assertThat(created).hasSize(1);
        assertThat(running.stream().map(Future::resultNow).filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> answer.expectProblem(409, "idempotency-in-flight"));
        assertThat(owner.get("/organizers").body().path("items")).hasSize(1);
    }

    @Test
    void refusesWhileTheFirstRequestRuns() {
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(running -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param(ownerId + " " + key)
                    .query()
                    .singleRow();
            Answer refused = owner.post("/organizers", NAME, "Idempotency-Key", key);
            refused.expectProblem(409, "idempotency-in-flight");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        });

        owner.post("/organizers", NAME, "Idempotency-Key", key).expect(201);
    }

    @Test
    void refusesAKeyThatStoodForSomethingElse() {
        owner.post("/organizers", NAME, "Idempotency-Key", key).expect(201);

        owner.post("/organizers", "{\"name\":\"Other\"}", "Idempotency-Key", key)
                .expectProblem(422, "idempotency-key-reused");
        somebodyElse
                .post("/organizers", "{\"name\":\"Other\"}", "Idempotency-Key", key)
                .expect(201);
    }

    @Test
    void judgesARefusedRequestAnew() {
        String organizerId = owner.organizer();
        String body = EventApi.eventBody(organizerId, null, "Refused first", Duration.ofDays(3));
        somebodyElse.post("/events", body, "Idempotency-Key", key).expectProblem(404, "not-found");
        owner.post("/events", body.replace("Standing", " "), "Idempotency-Key", key)
                .expectProblem(422, "validation");

        owner.post("/events", body, "Idempotency-Key", key).expect(201);
    }

    @Test
    void refusesKeysThatAreNone() {
        for (String bad : new String[] {"", " ", "x".repeat(256), "a b"}) {
            owner.post("/organizers", NAME, "Idempotency-Key", bad).expectProblem(400, "malformed-request");
        }
    }
}

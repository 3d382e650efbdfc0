package dev.evently.event;

import dev.evently.testing.IntegrationTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** An instance that asks organizers for a second factor. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrongSignInIT {

    private final UUID ownerId = UUID.randomUUID();
    private Instance strict;
    private EventApi weak;
    private EventApi proven;
    private String organizerId;

    @BeforeAll
    void start(@Autowired Environment first) {
        strict = Instance.like(first, "evently.organizers.need-second-factor=true");
        weak = strict.visitor().as(ownerId);
        proven = strict.visitor().asProven(ownerId);
        organizerId = proven.organizer();
    }

    @AfterAll
    void stop() {
        strict.close();
    }

    @Test
    void lastsFromTheDraftToTheSale() {
        String body = EventApi.eventBody(organizerId, null, "Behind two doors", Duration.ofDays(3));
        weak.post("/organizers", "{\"name\":\"Open Door\"}").expectProblem(403, "second-factor-needed");
        weak.post("/events", body).expectProblem(403, "second-factor-needed");
        weak.post("/venues", EventApi.venueBody(organizerId, "Hamburg", 0, 0))
                .expectProblem(403, "second-factor-needed");

        String draft = "/events/" + proven.draft(body);
        weak.patch(draft, "{}").expectProblem(403, "second-factor-needed");
        weak.post(draft + "/publish", "").expectProblem(403, "second-factor-needed");
        proven.post(draft + "/publish", "").expect(200);

        weak.get(draft).expect(200);
        weak.get("/organizers/" + organizerId).expect(200);
    }

    @Test
    void isAskedOfWhoDismissesAnotherAndNotOfWhoLeaves() {
        UUID helper = UUID.randomUUID();
        String members = "/organizers/" + organizerId + "/members/";
        String role = "{\"role\":\"CHECK_IN\"}";

        weak.put(members + helper, role).expectProblem(403, "second-factor-needed");
        proven.put(members + helper, role).expect(200);
        weak.delete(members + helper).expectProblem(403, "second-factor-needed");
        strict.visitor().as(helper).delete(members + helper).expect(204);
    }

    @Test
    void tellsStrangersNothingOfTheTeam() {
        EventApi stranger = strict.visitor().as(UUID.randomUUID());

        stranger.put("/organizers/" + organizerId + "/members/" + ownerId, "{\"role\":\"OWNER\"}")
                .expectProblem(403, "second-factor-needed");
        stranger.put("/organizers/" + UUID.randomUUID() + "/members/" + ownerId, "{\"role\":\"OWNER\"}")
                .expectProblem(403, "second-factor-needed");
    }
}

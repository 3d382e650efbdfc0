package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.EventApi.Answer;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class TeamIT {

    private static final String TEAM_CHANGED = "dev.evently.event.OrganizerTeamChanged.v1";

    private final EventApi visitor;
    private final UUID ownerId = UUID.randomUUID();
    private final EventApi owner;
    private final String organizerId;
    private final String members;

    TeamIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(ownerId);
        organizerId = owner.organizer();
        members = "/organizers/" + organizerId + "/members/";
    }

    @Test
    void tellsTheWholeTeamAfterEachChange() {
        UUID helper = UUID.randomUUID();
        appoint(owner, helper, "CHECK_IN").expect(200);
        appoint(owner, helper, "CHECK_IN").expect(200);
        owner.delete(members + helper).expect(204);

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            CloudEvent last = probe.awaitType(
                    TEAM_CHANGED,
                    event -> organizerId.equals(event.getSubject())
                            && KafkaProbe.data(event).path("version").asLong() == 2);
            List<JsonNode> told = probe.events(TEAM_CHANGED).stream()
                    .filter(event -> organizerId.equals(event.getSubject()))
                    .peek(event -> Contracts.assertValid(TEAM_CHANGED, event))
                    .map(KafkaProbe::data)
                    .toList();
            assertThat(told.stream().map(team -> team.path("members").size())).containsExactly(1, 2, 1);
            assertThat(told.get(1).at("/members/1/userId").asString()).isEqualTo(helper.toString());
            assertThat(told.get(1).at("/members/1/role").asString()).isEqualTo("CHECK_IN");
            assertThat(KafkaProbe.data(last).at("/members/0/userId").asString()).isEqualTo(ownerId.toString());
        }
    }

    @Test
    void letsEachRoleDoWhatItMay() {
        EventApi manager = member("MANAGER");
        EventApi doorkeeper = member("CHECK_IN");
        String body = EventApi.eventBody(organizerId, null, "Team work", Duration.ofDays(3));

        String draft = "/events/" + manager.draft(body);
        doorkeeper.get(draft).expect(200);
        doorkeeper.post("/events", body).expectProblem(403, "forbidden");
        doorkeeper.patch(draft, "{}").expectProblem(403, "forbidden");
        doorkeeper
                .post("/venues", EventApi.venueBody(organizerId, "Hamburg", 0, 0))
                .expectProblem(403, "forbidden");
        appoint(manager, UUID.randomUUID(), "CHECK_IN").expectProblem(403, "forbidden");
        manager.delete(members + ownerId).expectProblem(403, "forbidden");
        manager.post(draft + "/publish", "").expect(200);
    }

    @Test
    void isListedPageByPage() {
        List<UUID> helpers = Stream.generate(UUID::randomUUID).limit(4).toList();
        helpers.forEach(helper -> appoint(owner, helper, "CHECK_IN").expect(200));
        String list = "/organizers/" + organizerId + "/members";
        Set<String> seen = new LinkedHashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = owner.get(list + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.body()
                    .path("items")
                    .forEach(member -> assertThat(seen.add(member.path("userId").asString()))
                            .isTrue());
            cursor = page.body().path("next").asString("");
            assertThat(page.header("Link").contains("cursor=" + cursor)).isEqualTo(!cursor.isEmpty());
            pages++;
        } while (!cursor.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(5).first().isEqualTo(ownerId.toString());
        assertThat(owner.get(list).body().path("items")).hasSize(5);
        owner.get(list + "?cursor=forged").expectProblem(400, "invalid-cursor");
        owner.get(list + "?limit=0").expectProblem(422, "validation");
    }

    @Test
    void keepsAtLeastOneOwner() {
        owner.delete(members + ownerId).expectProblem(409, "last-owner");
        appoint(owner, ownerId, "MANAGER").expectProblem(409, "last-owner");

        EventApi heir = member("OWNER");
        appoint(owner, ownerId, "MANAGER").expect(200);
        heir.delete(members + ownerId).expect(204);
        owner.get("/organizers/" + organizerId).expectProblem(404, "not-found");
    }

    @Test
    void letsMembersLeave() {
        UUID leaverId = UUID.randomUUID();
        appoint(owner, leaverId, "CHECK_IN").expect(200);
        EventApi leaver = visitor.as(leaverId);

        leaver.delete(members + leaverId).expect(204);
        leaver.get("/organizers/" + organizerId).expectProblem(404, "not-found");
    }

    @Test
    void hidesTeamsFromStrangers() {
        EventApi stranger = visitor.as(UUID.randomUUID());
        for (String id : List.of(organizerId, UUID.randomUUID().toString())) {
            String path = "/organizers/" + id;
            stranger.get(path).expectProblem(404, "not-found");
            stranger.get(path + "/members").expectProblem(404, "not-found");
            stranger.put(path + "/members/" + ownerId, "{\"role\":\"OWNER\"}").expectProblem(404, "not-found");
            stranger.delete(path + "/members/" + ownerId).expectProblem(404, "not-found");
        }
        visitor.get("/organizers").expectProblem(401, "unauthenticated");
    }

    @Test
    void honoursThePreconditionOnTeams() {
        String newcomer = members + UUID.randomUUID();
        owner.put(newcomer, "{\"role\":\"MANAGER\"}", "If-Match", "\"4\"").expectProblem(412, "precondition-failed");
        owner.delete(newcomer, "If-Match", "\"4\"").expectProblem(412, "precondition-failed");
        owner.put(newcomer, "{\"role\":\"MANAGER\"}", "If-Match", "\"0\"").expect(200);
        assertThat(owner.get("/organizers/" + organizerId).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void listsTheOrganizersOfAMemberPageByPage() {
        UUID busyId = UUID.randomUUID();
        EventApi busy = visitor.as(busyId);
        List<String> founded = List.of(busy.organizer(), busy.organizer(), busy.organizer());

        JsonNode first = busy.get("/organizers?limit=2").expect(200).body();
        JsonNode second = busy.get(
                        "/organizers?limit=2&cursor=" + first.path("next").asString())
                .expect(200)
                .body();
        assertThat(List.of(
                        first.at("/items/0/id").asString(),
                        first.at("/items/1/id").asString(),
                        second.at("/items/0/id").asString()))
                .isEqualTo(founded);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(first.at("/items/0/role").asString()).isEqualTo("OWNER");
        busy.get("/organizers?cursor=nonsense").expectProblem(400, "invalid-cursor");
    }

    private EventApi member(String role) {
        UUID id = UUID.randomUUID();
        appoint(owner, id, role).expect(200);
        return visitor.as(id);
    }

    private Answer appoint(EventApi by, UUID userId, String role) {
        return by.put(members + userId, "{\"role\":\"%s\"}".formatted(role));
    }
}

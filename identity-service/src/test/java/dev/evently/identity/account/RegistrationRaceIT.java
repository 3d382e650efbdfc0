package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class RegistrationRaceIT {

    private final IdentityClient client;

    RegistrationRaceIT(@LocalServerPort int port) {
        client = new IdentityClient(port);
    }

    @Test
    void oneOfManyGetsTheAddress() throws InterruptedException, ExecutionException {
        String email = IdentityClient.someEmail();

        List<Answer> answers = Simultaneously.run(8, () -> client.register(email));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("email-taken"))
                .hasSize(7);
        String later = client.register(IdentityClient.someEmail()).text("id");
        try (KafkaProbe users = KafkaProbe.on(Topics.USERS)) {
            users.awaitType(UserRegistered.TYPE, later);
            assertThat(users.events(UserRegistered.TYPE))
                    .filteredOn(event ->
                            KafkaProbe.data(event).path("email").asString().equals(email))
                    .hasSize(1);
        }
    }

    @Test
    void turnsAwayAtOnceWhatItCannotHash() throws InterruptedException, ExecutionException {
        List<Answer> answers =
                Simultaneously.run(150, () -> client.login(IdentityClient.someEmail(), "a wrong password"));

        assertThat(answers).extracting(Answer::problem).containsOnly("bad-credentials", "unavailable");
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 503)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isEqualTo("1"));
        assertThat(client.newSession().status()).isEqualTo(200);
    }
}

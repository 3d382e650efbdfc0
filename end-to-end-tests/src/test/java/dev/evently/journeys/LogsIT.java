package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the suite has written into its logs so far, after the whole story and a booking of a person with a name. */
class LogsIT {

    /** It says so in its own way, before there is a log. */
    private static final Pattern OF_THE_JVM = Pattern.compile("WARNING: |OpenJDK .* VM warning: ");

    private static final String NAME = "Loggia Logworthy";
    private static final String PASSWORD = "Correct-horse-battery-7";
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.|\\btok_[a-z]+|\\b(?:\\d{4}[ -]?){3}\\d{4}\\b");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void holdNoSecretAndNobodysAddressOrName() throws IOException {
        RunningSuite suite = RunningSuite.shared();
        suite.command("demo");
        List<String> secrets = new ArrayList<>(List.of(NAME, PASSWORD));
        secrets.addAll(secretsOfTheSuite(suite));
        secrets.addAll(bookAsSomebody());

        List<String> told = new ArrayList<>();
        for (Path log : logs(suite)) {
            for (String line : Files.readString(log).lines().toList()) {
                if (ADDRESS.matcher(line).find()
                        || TOKEN.matcher(line).find()
                        || secrets.stream().anyMatch(line::contains)) {
                    told.add(log.getFileName() + ": " + line);
                }
            }
        }
        assertThat(told).isEmpty();
    }

    @Test
    void areJsonWithTheServicesNameInEachLine() throws IOException {
        RunningSuite suite = RunningSuite.shared();
        for (SuiteService service : SuiteService.values()) {
            List<String> lines = Files.readAllLines(suite.data().resolve("logs").resolve(service + ".log")).stream()
                    .filter(line -> !OF_THE_JVM.matcher(line).lookingAt())
                    .toList();
            assertThat(lines).as(service.toString()).isNotEmpty();
            for (String line : lines) {
                JsonNode json = JSON.readTree(line);
                assertThat(json.at("/service/name").asString("")).as(line).isEqualTo(service.toString());
                assertThat(json.path("@timestamp").asString("")).as(line).isNotEmpty();
            }
        }
        assertThat(suite.command("logs", "identity-service", "--lines", "5")).doesNotContain("{\"@timestamp\"");
    }

    @Test
    void levelChangesWhileAServiceRunsAndForAdministratorsAlone() {
        Api admin = People.admin();
        String loggers = "/loggers/dev.evently.nowhere";
        for (SuiteService service : SuiteService.BEHIND_THE_GATEWAY) {
            Api nobody = new Api("http://127.0.0.1:" + RunningSuite.shared().port(service), null, null);
            Api operator = nobody.as(Objects.requireNonNull(admin.token()));

            nobody.getFromRoot(loggers).expect(401);
            nobody.postToRoot(loggers, Map.of("configuredLevel", "TRACE")).expect(401);
            nobody.as(Objects.requireNonNull(People.buyers(1).getFirst().token()))
                    .postToRoot(loggers, Map.of("configuredLevel", "TRACE"))
                    .expect(403);
            operator.getFromRoot(loggers).expect(404);
            operator.postToRoot(loggers, Map.of("configuredLevel", "DEBUG")).expect(204);
            assertThat(operator.getFromRoot(loggers).expect(200).text("effectiveLevel"))
                    .isEqualTo("DEBUG");
        }
    }

    /** What somebody who books has told or been given that nobody else is to know. */
    private static List<String> bookAsSomebody() {
        Sale sale = Sale.open(10);
        Api nobody = Api.ofNobody();
        String email = "logged-" + UUID.randomUUID() + "@evently.example";
        nobody.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", NAME))
                .expect(201);
        nobody.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", NAME))
                .expect(409);
        nobody.post("/auth/login", Map.of("email", email, "password", PASSWORD + "?"))
                .expect(401);
        nobody.post("/auth/password-reset", Map.of("email", email));
        Reply login = nobody.post("/auth/login", Map.of("email", email, "password", PASSWORD))
                .expect(200);
        Api buyer = nobody.as(login.text("accessToken"));
        String booking = sale.buy(buyer);
        buyer.post("/bookings/" + sale.hold(buyer, 1).text("id") + "/payment", Api.card("tok_declined"))
                .expect(402);
        buyer.get("/bookings?access_token=" + login.text("accessToken"));
        JsonNode ticket = buyer.get("/bookings/" + booking + "/tickets")
                .expect(200)
                .json()
                .at("/items/0");
        return List.of(
                email,
                login.text("accessToken"),
                login.text("refreshToken"),
                ticket.path("code").asString());
    }

    private static List<String> secretsOfTheSuite(RunningSuite suite) throws IOException {
        Properties secrets = new Properties();
        try (InputStream in = Files.newInputStream(suite.data().resolve("secrets.properties"))) {
            secrets.load(in);
        }
        return secrets.values().stream().map(Object::toString).toList();
    }

    private static List<Path> logs(RunningSuite suite) throws IOException {
        try (Stream<Path> files = Files.list(suite.data().resolve("logs"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}

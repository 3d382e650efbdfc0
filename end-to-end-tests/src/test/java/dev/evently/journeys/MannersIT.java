package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.journeys.AuthorisationTable.Line;
import dev.evently.journeys.AuthorisationTable.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What HTTP promises of every operation, whatever it is about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MannersIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private @Nullable Cast cast;
    private List<ApiDocument.Operation> operations = List.of();

    @BeforeAll
    void assemble() throws Exception {
        cast = Cast.assemble();
        operations = ApiDocument.fetch().operations();
    }

    static Stream<Line> reads() {
        return AuthorisationTable.lines().stream()
                .filter(line -> line.method().equals("GET") && reader(line).isPresent());
    }

    static Stream<Line> paths() {
        return AuthorisationTable.lines().stream()
                .collect(Collectors.toMap(line -> line.path().replaceAll("[?].*", ""), line -> line, (one, _) -> one))
                .values()
                .stream();
    }

    /** The webhook's body is bytes until its signature has been checked. */
    static Stream<Line> takingJson() {
        return AuthorisationTable.lines().stream()
                .filter(line -> !line.body().isEmpty()
                        && !line.path().startsWith("/oauth2/")
                        && !line.operation().equals("receivePaymentWebhook"));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void answersHeadAsGetWithoutABody(Line line) throws Exception {
        HttpResponse<String> get = send(reader(line).orElseThrow(), "GET", line, Map.of());
        HttpResponse<String> head = send(reader(line).orElseThrow(), "HEAD", line, Map.of());

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
        if (!DocumentExceptions.MEASURED.containsKey(line.operation())) {
            assertThat(head.headers().firstValue("ETag"))
                    .isEqualTo(get.headers().firstValue("ETag"));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void tellsWhichMethodsAPathKnows(Line line) throws Exception {
        HttpResponse<String> options = send(Role.OWNER, "OPTIONS", line, Map.of());

        assertThat(options.statusCode()).isIn(200, 204);
        assertThat(allowed(options)).containsAll(methods(line));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void refusesAMethodThatAPathDoesNotKnow(Line line) throws Exception {
        Set<String> known = methods(line);
        String unknown = METHODS.stream()
                .filter(method -> !known.contains(method))
                .findFirst()
                .orElseThrow();

        HttpResponse<String> answer = send(Role.OWNER, unknown, line, Map.of());

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(allowed(answer)).containsAll(known);
    }

    @ParameterizedTest
    @MethodSource("takingJson")
    void refusesABodyOfAnotherType(Line line) throws Exception {
        HttpResponse<String> answer = send(Role.OWNER, line.method(), line, Map.of("Content-Type", "text/plain"));

        assertProblem(answer, 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @MethodSource("reads")
    void refusesToAnswerInATypeThatItDoesNotKnow(Line line) throws Exception {
        HttpResponse<String> answer =
                send(reader(line).orElseThrow(), "GET", line, Map.of("Accept", "application/vnd.unknown"));

        if (!line.path().startsWith("/oauth2/") && !line.path().startsWith("/.well-known/")) {
            assertProblem(answer, 406, "not-acceptable");
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void saysThatNothingHasChanged(Line line) throws Exception {
        HttpResponse<String> first = send(reader(line).orElseThrow(), "GET", line, Map.of());
        Optional<String> tag = first.headers().firstValue("ETag");
        boolean promised = operations.stream()
                .filter(line::asksFor)
                .filter(operation -> operation.id().equals(line.operation()))
                .anyMatch(operation -> operation.statuses().contains("304"));

        assertThat(tag.isPresent()).as("an ETag").isEqualTo(promised);
        if (tag.isPresent()) {
            HttpResponse<String> again =
                    send(reader(line).orElseThrow(), "GET", line, Map.of("If-None-Match", tag.get()));
            if (DocumentExceptions.MEASURED.containsKey(line.operation())) {
                assertThat(again.statusCode()).isIn(200, 304);
            } else {
                assertThat(again.statusCode()).isEqualTo(304);
                assertThat(again.body()).isEmpty();
            }
        }
    }

    @Test
    void refusesWritesToWhatHasChanged() throws Exception {
        for (ApiDocument.Operation operation : operations) {
            if (operation.parameters().contains("If-Match")) {
                Line line = line(operation.id());
                Role writer = Integer.valueOf(403).equals(line.expected().get(Role.OWNER)) ? Role.ADMIN : Role.OWNER;
                HttpResponse<String> answer =
                        send(writer, operation.method(), line, Map.of("If-Match", "\"of-another-time\""));
                assertThat(answer.statusCode()).as("%s", operation).isEqualTo(412);
            }
        }
    }

    @Test
    void linksToTheNextPageWhereThereIsOne() throws Exception {
        Line line = line("searchEvents");
        HttpResponse<String> page = send(Role.NOBODY, "GET", line, Map.of());
        String next = JSON.readTree(page.body()).path("next").asString();

        assertThat(page.headers().firstValue("Link").orElse("")).contains("cursor=" + next, "rel=\"next\"");
    }

    private static Line line(String operation) {
        return AuthorisationTable.lines().stream()
                .filter(line -> line.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody who may read it. */
    private static Optional<Role> reader(Line line) {
        return Stream.of(Role.values())
                .filter(role -> Integer.valueOf(200).equals(line.expected().get(role)))
                .findFirst();
    }

    private Set<String> methods(Line line) {
        return operations.stream()
                .filter(operation -> new Line("", operation.method(), line.path(), "", Map.of()).asksFor(operation))
                .filter(operation -> !operation.path().contains("{")
                        || operations.stream()
                                .noneMatch(
                                        other -> other.path().equals(line.path().replaceAll("[?].*", ""))))
                .map(ApiDocument.Operation::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> allowed(HttpResponse<String> answer) {
        return Stream.of(answer.headers().firstValue("Allow").orElse("").split(", *"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private HttpResponse<String> send(Role role, String method, Line line, Map<String, String> headers)
            throws Exception {
        return Objects.requireNonNull(cast).send(role, method, line, headers);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + slug);
    }
}

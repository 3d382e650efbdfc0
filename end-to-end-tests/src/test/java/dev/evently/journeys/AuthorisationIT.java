package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.journeys.AuthorisationTable.Line;
import dev.evently.journeys.AuthorisationTable.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, called by every role, answers what the table says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationIT {

    private @Nullable Cast cast;

    @BeforeAll
    void assemble() throws Exception {
        cast = Cast.assemble();
    }

    static Stream<Line> lines() {
        return AuthorisationTable.lines().stream();
    }

    @Test
    void theTableHasEveryOperationAndNoOther() {
        assertThat(AuthorisationTable.gaps(
                        AuthorisationTable.lines(), ApiDocument.fetch().operations()))
                .isEmpty();
    }

    /** For whoever needs no scope for it, a machine is nobody; for whoever needs one, any other is none. */
    @Test
    void aMachineMayWhatItWasGrantedAndNothingElse() throws Exception {
        Cast callers = Objects.requireNonNull(cast);
        List<ApiDocument.Operation> operations = ApiDocument.fetch().operations();
        for (Line line : AuthorisationTable.lines()) {
            boolean needsToken = Objects.equals(line.expected().get(Role.NOBODY), 401);
            if (needsToken && Objects.equals(line.expected().get(Role.MACHINE), 200)) {
                Set<String> needed = operations.stream()
                        .filter(operation -> operation.id().equals(line.operation()))
                        .flatMap(ApiDocument.Operation::scopes)
                        .collect(Collectors.toSet());
                assertThat(Cast.SCOPES).as(line.operation()).containsAll(needed);
                assertThat(callers.answerToMachine(Set.of(), line))
                        .as(line.operation())
                        .isEqualTo(403);
                for (String scope : Cast.SCOPES) {
                    assertThat(callers.answerToMachine(Set.of(scope), line))
                            .as("%s with %s", line.operation(), scope)
                            .isEqualTo(needed.contains(scope) ? 200 : 403);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answersEachRoleAsTheTableSays(Line line) {
        Cast callers = Objects.requireNonNull(cast);
        List<Role> roles = List.of(Role.values());
        List<Callable<Integer>> calls = roles.stream()
                .<Callable<Integer>>map(role -> () -> callers.answer(role, line))
                .toList();
        List<Integer> answers = Together.run(3, calls);
        Map<Role, Integer> answered = new EnumMap<>(Role.class);
        for (int n = 0; n < roles.size(); n++) {
            answered.put(roles.get(n), answers.get(n));
        }

        assertThat(answered).as(line.method() + " " + line.path()).isEqualTo(line.expected());
    }
}

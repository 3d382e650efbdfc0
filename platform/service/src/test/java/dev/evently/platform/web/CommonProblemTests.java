package dev.evently.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommonProblemTests {

    @ParameterizedTest
    @EnumSource
    void hasAPage(CommonProblem problem) {
        assertThat(Path.of("../../docs/problems", problem.slug() + ".md"))
                .content()
                .contains(
                        problem.title(),
                        "`" + problem.slug() + "`, status " + problem.status().value());
    }
}

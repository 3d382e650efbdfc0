package dev.evently.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayProblemTests {

    @ParameterizedTest
    @EnumSource
    void hasAPage(GatewayProblem problem) {
        assertThat(getClass().getResource("/problems/" + problem.slug() + ".md"))
                .isNotNull();
    }
}

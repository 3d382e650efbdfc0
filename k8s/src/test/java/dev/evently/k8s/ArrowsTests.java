package dev.evently.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The network allows the arrows of the design and no other. */
class ArrowsTests {

    private static final String DESIGN = Repository.read(Repository.MANIFESTS.resolve("src/test/resources/arrows.txt"));

    @Test
    void allowsTheArrowsOfTheDesignAlone() {
        Cluster production = Cluster.of(Kustomization.render(Repository.overlay("production")));

        assertThat(new Arrows(production).allowed())
                .containsExactlyInAnyOrderElementsOf(DESIGN.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList());
    }
}

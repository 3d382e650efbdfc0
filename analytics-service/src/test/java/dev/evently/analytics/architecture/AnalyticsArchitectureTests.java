package dev.evently.analytics.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

class AnalyticsArchitectureTests {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.evently.analytics");
    private static final JavaClasses KNOWN_BAD = new ClassFileImporter().importPackages("dev.evently.badanalytics");

    private static final Map<String, ArchRule> RULES = Map.of(
            "features have no cycles",
            slices().matching("dev.evently.(**)").should().beFreeOfCycles(),
            "controllers ask use cases, not repositories",
            noClasses()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .dependOnClassesThat(annotatedWith(Repository.class)),
            "transactions belong to use cases",
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(RestController.class)
                    .or()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(Repository.class)
                    .should()
                    .beAnnotatedWith(Transactional.class),
            "no other service is called",
            noClasses().should().dependOnClassesThat(assignableTo(RestClient.class)),
            "only the clock reads the time",
            noClasses()
                    .that(not(assignableTo(Clock.class)))
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis"));

    static Stream<Named<ArchRule>> rules() {
        return RULES.entrySet().stream().map(rule -> Named.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(SERVICE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noticesKnownBad(ArchRule rule) {
        assertThat(rule.evaluate(KNOWN_BAD).hasViolation()).isTrue();
    }
}

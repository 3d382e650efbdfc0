package dev.evently.event.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

class EventArchitectureTests {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.evently.event");
    private static final JavaClasses KNOWN_BAD = new ClassFileImporter().importPackages("dev.evently.bad.event");

    private static final Map<String, ArchRule> RULES = Map.of(
            "features have no cycles",
            slices().matching("dev.evently..event.(**)").should().beFreeOfCycles(),
            "the event's states and rules are plain Java",
            noClasses()
                    .that()
                    .haveNameMatching(
                            ".*\\.(Event(\\$.*|Head|Details|Rules)?|Product(Rules)?|Quota|Seat(Map|Name|ingPlan)(\\$.*|Rules)?|RowRules|Block)")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta..", "org.hibernate..", "tools.jackson.."),
            "controllers ask use cases",
            noClasses()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .dependOnClassesThat(assignableTo(JdbcClient.class)
                            .or(assignableTo(EntityManager.class))
                            .or(assignableTo(Repository.class))),
            "transactions belong to use cases",
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(RestController.class)
                    .or()
                    .areDeclaredInClassesThat()
                    .areAnnotatedWith(org.springframework.stereotype.Repository.class)
                    .should()
                    .beAnnotatedWith(Transactional.class),
            "rows and controllers stay in their feature",
            classes()
                    .that()
                    .areAnnotatedWith(Entity.class)
                    .or()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .bePackagePrivate(),
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

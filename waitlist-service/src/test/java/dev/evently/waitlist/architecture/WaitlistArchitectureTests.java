package dev.evently.waitlist.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.Lines;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

class WaitlistArchitectureTests {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.evently.waitlist");
    private static final JavaClasses KNOWN_BAD = new ClassFileImporter().importPackages("dev.evently.badwaitlist");

    private static final DescribedPredicate<JavaClass> TRANSACTIONAL = DescribedPredicate.describe(
            "have transactions",
            type -> type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Transactional.class)));

    private static final Map<String, ArchRule> RULES = Map.of(
            "the domain is plain Java",
            classes()
                    .that()
                    .resideInAPackage("..line")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage("..line", "java..", "org.jspecify..")),
            "features have no cycles",
            slices().matching("dev.evently.(**)").should().beFreeOfCycles(),
            "controllers ask use cases",
            noClasses()
                    .that()
                    .areAnnotatedWith(RestController.class)
                    .should()
                    .dependOnClassesThat(assignableTo(JdbcClient.class)
                            .or(assignableTo(Entries.class))
                            .or(assignableTo(Lines.class))),
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
            "nothing remote is called where transactions are",
            noClasses()
                    .that(TRANSACTIONAL)
                    .should()
                    .dependOnClassesThat(assignableTo(RestClient.class).or(JavaClass.Predicates.simpleName("Holds"))),
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

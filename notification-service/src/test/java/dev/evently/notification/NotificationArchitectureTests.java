package dev.evently.notification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

class NotificationArchitectureTests {

    private static final String SERVICE = "dev.evently.notification";
    private static final String KNOWN_BAD = "dev.evently.knownbad.notification";

    private static final JavaClasses SERVICE_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SERVICE);
    private static final JavaClasses KNOWN_BAD_CLASSES = new ClassFileImporter().importPackages(KNOWN_BAD);

    static Stream<ArchRule> rulesOfTheService() {
        return rules(SERVICE);
    }

    static Stream<ArchRule> rulesOfTheFixture() {
        return rules(KNOWN_BAD);
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheService")
    void serviceKeeps(ArchRule rule) {
        rule.check(SERVICE_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheFixture")
    void fixtureBreaks(ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(KNOWN_BAD_CLASSES));
    }

    private static Stream<ArchRule> rules(String root) {
        return Stream.of(
                slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                noClasses()
                        .that(resideInAPackage(root + ".feed.."))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(root + ".mail..", root + ".live..", root + ".source.."))
                        .as("what was told does not know how it is delivered or where it comes from"),
                noClasses()
                        .that(resideInAnyPackage(root + ".feed..", root + ".live.."))
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.evently.platform.messaging.."))
                        .as("the feed and the connections do not speak to Kafka"),
                methods()
                        .that()
                        .areAnnotatedWith(KafkaListener.class)
                        .should()
                        .beDeclaredInClassesThat()
                        .haveSimpleNameEndingWith("Listener"),
                classes()
                        .that()
                        .haveSimpleNameEndingWith("Listener")
                        .should()
                        .notBePublic()
                        .as("nobody calls a listener but Kafka"),
                noClasses()
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .as("nothing reads the time but through the injected clock"),
                classes()
                        .that()
                        .areAnnotatedWith(RestController.class)
                        .should()
                        .notBePublic()
                        .as("controllers are internal"),
                noClasses()
                        .that()
                        .areAnnotatedWith(RestController.class)
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Transactional.class)
                        .as("controllers hold no transaction"));
    }
}

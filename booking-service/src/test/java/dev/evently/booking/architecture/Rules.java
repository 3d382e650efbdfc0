package dev.evently.booking.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** The rules for the packages below a base package. */
record Rules(String base) {

    private static final List<String> FEATURES =
            List.of("booking", "inventory", "seat", "team", "payment", "ticket", "checkin");

    /** The middle of a feature is plain Java: frameworks come in through its sub-packages. */
    ArchRule coreIsPlain() {
        return noClasses()
                .that()
                .resideInAnyPackage(cores())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "jakarta.persistence..",
                        "jakarta.servlet..",
                        "tools.jackson..",
                        "com.fasterxml.jackson..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "io.cloudevents..");
    }

    ArchRule coreKnowsNoAdapter() {
        return noClasses()
                .that()
                .resideInAnyPackage(cores())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(adapters("persistence", "web", "messaging", "jobs"));
    }

    ArchRule onlyPersistenceSpeaksSql() {
        return noClasses()
                .that(are(resideInAPackage(base + "..")
                        .and(resideOutsideOfPackages(base + ".sharding..", base + ".*.persistence.."))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");
    }

    ArchRule webGoesThroughUseCases() {
        return noClasses()
                .that()
                .resideInAnyPackage(adapters("web"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(adapters("persistence"));
    }

    ArchRule coreHasNoController() {
        return noClasses().that().resideInAnyPackage(cores()).should().beAnnotatedWith(RestController.class);
    }

    /** A transaction needs its shard first, which an annotation cannot name. */
    ArchRule transactionsAreOpenedByShards() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .beAnnotatedWith(Transactional.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Transactional.class);
    }

    ArchRule timeComesFromTheClock() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Dto|DTO)");
    }

    List<ArchRule> all() {
        return List.of(
                coreIsPlain(),
                coreKnowsNoAdapter(),
                onlyPersistenceSpeaksSql(),
                webGoesThroughUseCases(),
                coreHasNoController(),
                transactionsAreOpenedByShards(),
                timeComesFromTheClock(),
                namesSayWhatThingsAre());
    }

    private String[] cores() {
        return FEATURES.stream().map(feature -> base + "." + feature).toArray(String[]::new);
    }

    private String[] adapters(String... kinds) {
        return Stream.of(kinds).map(kind -> base + ".*." + kind + "..").toArray(String[]::new);
    }
}

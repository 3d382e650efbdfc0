package dev.evently.booking.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BookingArchitectureTests {

    private static final String SERVICE = "dev.evently.booking";
    private static final String BAD = "dev.evently.booking.architecture.bad";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVICE);
    private static final JavaClasses BAD_CODE = new ClassFileImporter().importPackages(BAD);

    static List<ArchRule> rules() {
        return new Rules(SERVICE).all();
    }

    static List<ArchRule> rulesForBadCode() {
        return new Rules(BAD).all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        assertThatNoException().isThrownBy(() -> rule.check(CODE));
    }

    @ParameterizedTest
    @MethodSource("rulesForBadCode")
    void findsTheKnownBad(ArchRule rule) {
        assertThat(rule.evaluate(BAD_CODE).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }
}

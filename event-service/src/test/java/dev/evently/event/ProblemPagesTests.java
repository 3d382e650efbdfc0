package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.evently.platform.web.ProblemType;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem that the service adds to the catalogue can be looked up. */
class ProblemPagesTests {

    static Stream<ProblemType> problems() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.evently.event")
                        .stream()
                        .filter(type -> type.isAssignableTo(ProblemType.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(ProblemType.class::cast);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void haveAPage(ProblemType problem) {
        Path page = Path.of(System.getProperty("evently.root"), "docs", "problems", problem.slug() + ".md");

        assertThat(page)
                .content()
                .startsWith("# " + problem.title())
                .contains("`" + problem.slug() + "`, status " + problem.status().value());
    }
}

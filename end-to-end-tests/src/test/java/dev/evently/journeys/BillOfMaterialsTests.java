package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials (CycloneDX) in each service's jar. A build without a network makes none, and none anew. */
class BillOfMaterialsTests {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Part of the jar's own launcher. */
    private static final String TOOLS = "spring-boot-jarmode-tools";

    /** Its description names no licence; it is under BSD as the rest of ANTLR. */
    private static final Set<String> WITHOUT_LICENCE = Set.of("antlr-runtime");

    private static final Pattern COPYLEFT = Pattern.compile("(A|L)?GPL-[0-9.]+(-only|-or-later)?");

    @ParameterizedTest
    @EnumSource
    void namesEveryLibrary(SuiteService service) throws IOException {
        try (JarFile jar = jarOf(service)) {
            List<String> named = components(jar)
                    .map(each -> each.path("name").asString() + "-"
                            + each.path("version").asString())
                    .toList();

            assertThat(named).hasSizeGreaterThan(20);
            assertThat(jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                            .map(name -> name.substring(LIBRARIES.length()))
                            .filter(name -> !name.startsWith(TOOLS)))
                    .isNotEmpty()
                    .allMatch(library -> named.stream().anyMatch(library::startsWith));
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesALicenceThatFitsOurs(SuiteService service) throws IOException {
        try (JarFile jar = jarOf(service)) {
            assertThat(components(jar)
                            .filter(each -> !fits(each))
                            .map(each -> each.path("purl").asString()))
                    .isEmpty();
        }
    }

    private static boolean fits(JsonNode component) {
        return WITHOUT_LICENCE.contains(component.path("name").asString())
                || licences(component)
                        .anyMatch(licence -> !COPYLEFT.matcher(licence).matches());
    }

    private static Stream<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(each -> Stream.of(each.at("/license/id"), each.at("/license/name"), each.path("expression"))
                        .filter(JsonNode::isString)
                        .findFirst()
                        .orElseThrow()
                        .asString());
    }

    private static Stream<JsonNode> components(JarFile jar) throws IOException {
        JarEntry entry = jar.getJarEntry("META-INF/sbom/application.cdx.json");
        assumeTrue(entry != null, "The jar has no bill of materials: it was built offline");
        try (InputStream bill = jar.getInputStream(entry)) {
            return JsonMapper.shared()
                    .readTree(bill.readAllBytes())
                    .path("components")
                    .valueStream();
        }
    }

    private static JarFile jarOf(SuiteService service) throws IOException {
        try (Stream<Path> files =
                Files.list(Monitoring.ROOT.resolve(service.toString()).resolve("target"))) {
            return new JarFile(files.filter(file -> file.getFileName()
                            .toString()
                            .matches(Pattern.quote(service.toString()) + "-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toFile());
        }
    }
}

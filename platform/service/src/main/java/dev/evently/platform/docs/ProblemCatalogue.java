package dev.evently.platform.docs;

import dev.evently.platform.web.ProblemType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;

/** Every kind of problem that this service, or the gateway before it, can answer. */
final class ProblemCatalogue {

    /** What a problem is; of one slug there is one, whichever enum it comes from. */
    record Entry(String slug, HttpStatus status, String title) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    ProblemCatalogue() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ProblemType.class));
        for (BeanDefinition found : scanner.findCandidateComponents("dev.evently")) {
            Class<?> type = ClassUtils.resolveClassName(
                    Objects.requireNonNull(found.getBeanClassName()), ProblemCatalogue.class.getClassLoader());
            if (type.isEnum()) {
                Arrays.stream(type.getEnumConstants())
                        .map(ProblemType.class::cast)
                        .forEach(problem -> add(problem.slug(), problem.status(), problem.title()));
            }
        }
        add("gateway-timeout", HttpStatus.GATEWAY_TIMEOUT, "The service did not answer in time");
    }

    private void add(String slug, HttpStatus status, String title) {
        entries.put(slug, new Entry(slug, status, title));
    }

    /**
     * The problem of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    Entry find(String slug) {
        Entry entry = entries.get(slug);
        if (entry == null) {
            throw new IllegalArgumentException("No ProblemType of this service is called " + slug);
        }
        return entry;
    }
}

package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod as others see it.
 *
 * @param name of what makes it
 * @param ports that it listens on, by name
 */
record Pod(String name, Map<String, String> labels, Map<String, Integer> ports) {

    boolean has(@Nullable Map<String, String> wanted) {
        return wanted == null || labels.entrySet().containsAll(wanted.entrySet());
    }

    boolean matches(@Nullable LabelSelector selector) {
        return selector != null
                && has(selector.getMatchLabels())
                && selector.getMatchExpressions().stream().allMatch(this::meets);
    }

    private boolean meets(LabelSelectorRequirement requirement) {
        String value = labels.get(requirement.getKey());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && requirement.getValues().contains(value);
            case "NotIn" -> value == null || !requirement.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new IllegalArgumentException(requirement.toString());
        };
    }
}

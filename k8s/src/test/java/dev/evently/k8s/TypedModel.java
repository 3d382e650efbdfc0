package dev.evently.k8s;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of the kinds that there are; what they have no field for, or no fitting one, is what nobody would obey. */
final class TypedModel {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(new ObjectMapper(), true);

    static {
        SERIALIZATION.registerKubernetesResource("kafka.strimzi.io/v1", "Kafka", Kafka.class);
        SERIALIZATION.registerKubernetesResource("kafka.strimzi.io/v1", "KafkaNodePool", KafkaNodePool.class);
        SERIALIZATION.registerKubernetesResource("kafka.strimzi.io/v1", "KafkaTopic", KafkaTopic.class);
        SERIALIZATION.registerKubernetesResource("kafka.strimzi.io/v1", "KafkaUser", KafkaUser.class);
    }

    private TypedModel() {}

    /** What is wrong with the fields of a resource. */
    static List<String> violations(Resource resource) {
        if (OperatorSchemas.knows(resource)) {
            return OperatorSchemas.violations(resource);
        }
        HasMetadata typed;
        try {
            typed = read(resource);
        } catch (RuntimeException e) {
            return List.of(resource + " cannot be read: " + e.getMessage());
        }
        if (typed instanceof GenericKubernetesResource) {
            return List.of("%s: nothing is known of %s".formatted(resource, resource.apiVersion()));
        }
        List<String> violations = new ArrayList<>();
        collect(resource.toString(), typed, violations);
        return violations;
    }

    /** The resource as an object of its kind's class; of a class for anything where there is none. */
    static HasMetadata read(Resource resource) {
        Class<? extends KubernetesResource> kind =
                SERIALIZATION.getRegisteredKubernetesResource(resource.apiVersion(), resource.kind());
        String json = resource.json().toString();
        return (HasMetadata)
                (kind == null
                        ? SERIALIZATION.unmarshal(json, GenericKubernetesResource.class)
                        : SERIALIZATION.unmarshal(json, kind));
    }

    private static void collect(String path, @Nullable Object value, List<String> violations) {
        switch (value) {
            case null -> {}
            case Collection<?> list -> {
                int index = 0;
                for (Object element : list) {
                    collect(path + "[" + index++ + "]", element, violations);
                }
            }
            case Map<?, ?> map -> map.forEach((key, element) -> collect(path + "." + key, element, violations));
            case Object object when isModel(object) -> collectFields(path, object, violations);
            default -> {}
        }
    }

    private static boolean isModel(Object object) {
        String type = object.getClass().getName();
        return !(object instanceof Enum) && (type.startsWith("io.fabric8.") || type.startsWith("io.strimzi."));
    }

    private static void collectFields(String path, Object object, List<String> violations) {
        for (Method method : object.getClass().getMethods()) {
            if (method.getParameterCount() > 0 || !method.getName().startsWith("get")) {
                continue;
            }
            if (method.getName().equals("getAdditionalProperties")
                    && invoke(method, object) instanceof Map<?, ?> unknown) {
                unknown.forEach(
                        (field, value) -> violations.add("%s has no field %s for %s".formatted(path, field, value)));
            } else if (hasSetter(object.getClass(), method)) {
                String name = method.getName().substring(3);
                collect(
                        path + "." + Character.toLowerCase(name.charAt(0)) + name.substring(1),
                        invoke(method, object),
                        violations);
            }
        }
    }

    private static boolean hasSetter(Class<?> type, Method getter) {
        String setter = "set" + getter.getName().substring(3);
        return Stream.of(type.getMethods())
                .anyMatch(method -> method.getName().equals(setter) && method.getParameterCount() == 1);
    }

    private static @Nullable Object invoke(Method method, Object object) {
        try {
            return method.invoke(object);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What makes pods. */
record Workload(HasMetadata object, PodTemplateSpec template) {

    private static final String OURS = "(.*/)?evently/([a-z-]+):.*";

    String name() {
        return object.getMetadata().getName();
    }

    PodSpec spec() {
        return template.getSpec();
    }

    /** Whether its pods end by themselves. */
    boolean ends() {
        return object.getKind().equals("Job");
    }

    Pod pod() {
        Map<String, Integer> ports = new TreeMap<>();
        for (Container container : spec().getContainers()) {
            for (ContainerPort port : container.getPorts()) {
                ports.put(port.getName(), port.getContainerPort());
            }
        }
        Map<String, String> labels = template.getMetadata().getLabels();
        return new Pod(labels.getOrDefault("app.kubernetes.io/name", name()), labels, ports);
    }

    List<Container> allContainers() {
        return Stream.concat(spec().getInitContainers().stream(), spec().getContainers().stream())
                .toList();
    }

    /** The containers that run a service of the suite, by the service's module. */
    Map<String, Container> services() {
        Map<String, Container> services = new TreeMap<>();
        spec().getContainers().stream()
                .filter(container -> container.getImage().matches(OURS))
                .forEach(container -> services.put(container.getImage().replaceAll(OURS, "$2"), container));
        return services;
    }

    @Override
    public String toString() {
        return object.getKind() + " " + name();
    }
}

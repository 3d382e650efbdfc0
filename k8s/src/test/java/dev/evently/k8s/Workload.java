package dev.evently.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
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

    /** Whether others count on its pods: they do not end by themselves, and are not there for a person who asks for one. */
    boolean lasts() {
        return !(object instanceof Job)
                && !(object instanceof Deployment deployment
                        && Integer.valueOf(0).equals(deployment.getSpec().getReplicas()));
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

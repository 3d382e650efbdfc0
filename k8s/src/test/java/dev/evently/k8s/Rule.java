package dev.evently.k8s;

import java.util.List;

/** Something that all manifests keep to. */
@FunctionalInterface
interface Rule {

    /** What breaks it, in words that say where; nothing when it is kept. */
    List<String> violations(Cluster cluster);
}

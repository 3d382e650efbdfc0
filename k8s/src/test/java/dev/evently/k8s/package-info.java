/**
 * What is checked of the manifests without a cluster: that every field is one that its kind knows, and that they keep to the
 * rules by which this suite is run.
 */
@NullMarked
package dev.evently.k8s;

import org.jspecify.annotations.NullMarked;

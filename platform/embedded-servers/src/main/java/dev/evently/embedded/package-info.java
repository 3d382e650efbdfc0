/** Prepares and starts real PostgreSQL, Redis and Kafka servers on the loopback address, each as a process of its own. */
@NullMarked
package dev.evently.embedded;

import org.jspecify.annotations.NullMarked;

/** Finds, or starts, the real PostgreSQL, Redis and Kafka that all tests of one build share. */
@NullMarked
package dev.evently.testing.servers;

import org.jspecify.annotations.NullMarked;

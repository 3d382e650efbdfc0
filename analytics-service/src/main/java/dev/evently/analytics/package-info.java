/** Read models of the sale, built from Kafka alone: what an organizer sees of an event, and the operator of all. */
@NullMarked
package dev.evently.analytics;

import org.jspecify.annotations.NullMarked;

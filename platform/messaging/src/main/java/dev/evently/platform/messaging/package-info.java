/**
 * Integration events between services: written to an outbox in the transaction that caused them, relayed to Kafka as
 * CloudEvents at least once and in order per key, and consumed with one effect each.
 */
@NullMarked
package dev.evently.platform.messaging;

import org.jspecify.annotations.NullMarked;

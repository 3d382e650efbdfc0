/** The service from outside: HTTP in, HTTP and Kafka out. */
@NullMarked
package dev.evently.event;

import org.jspecify.annotations.NullMarked;

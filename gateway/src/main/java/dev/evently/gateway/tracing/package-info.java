/** The W3C trace that every request belongs to, from the gateway onwards. */
@NullMarked
package dev.evently.gateway.tracing;

import org.jspecify.annotations.NullMarked;

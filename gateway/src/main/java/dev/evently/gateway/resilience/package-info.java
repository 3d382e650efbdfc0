/** Keeps one slow or broken service from taking the gateway, and with it all others, down. */
@NullMarked
package dev.evently.gateway.resilience;

import org.jspecify.annotations.NullMarked;

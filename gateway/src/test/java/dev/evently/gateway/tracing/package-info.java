/** Tests of what spans of requests say. */
@NullMarked
package dev.evently.gateway.tracing;

import org.jspecify.annotations.NullMarked;

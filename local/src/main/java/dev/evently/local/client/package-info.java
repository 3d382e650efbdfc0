/** Speaks to the suite as any client does: HTTP and JSON through the gateway. */
@NullMarked
package dev.evently.local.client;

import org.jspecify.annotations.NullMarked;

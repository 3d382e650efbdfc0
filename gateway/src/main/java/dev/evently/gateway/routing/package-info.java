/** Which service answers which path, and what happens to a request on its way there. */
@NullMarked
package dev.evently.gateway.routing;

import org.jspecify.annotations.NullMarked;

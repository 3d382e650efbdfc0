/** The one public door: every request of a client enters here and is checked before it is routed to a service. */
@NullMarked
package dev.evently.gateway;

import org.jspecify.annotations.NullMarked;

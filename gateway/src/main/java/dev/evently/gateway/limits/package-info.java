/** How much a client may send: the size of a body and the number of requests. */
@NullMarked
package dev.evently.gateway.limits;

import org.jspecify.annotations.NullMarked;

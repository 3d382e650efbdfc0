/** Public pages that many ask for at the same moment, answered once for all of them. */
@NullMarked
package dev.evently.gateway.sharing;

import org.jspecify.annotations.NullMarked;

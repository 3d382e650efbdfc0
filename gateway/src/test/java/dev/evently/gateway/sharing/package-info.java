/** The pages that are shared, without a gateway around them. */
@NullMarked
package dev.evently.gateway.sharing;

import org.jspecify.annotations.NullMarked;

/** Events and their products, from draft to cancellation. */
@NullMarked
package dev.evently.event.catalogue;

import org.jspecify.annotations.NullMarked;

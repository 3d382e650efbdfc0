/** Tests of the constraints. */
@NullMarked
package dev.evently.event.constraint;

import org.jspecify.annotations.NullMarked;

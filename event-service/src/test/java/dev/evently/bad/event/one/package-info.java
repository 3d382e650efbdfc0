/** Known to break the rules of the packages. */
@NullMarked
package dev.evently.bad.event.one;

import org.jspecify.annotations.NullMarked;

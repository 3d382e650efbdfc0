/** What single values must be: constraints for texts, keys and words that a standard lists, and what a breach is. */
@NullMarked
package dev.evently.event.constraint;

import org.jspecify.annotations.NullMarked;

/** Bean Validation constraints for words that a standard lists: zones, currencies, countries. */
@NullMarked
package dev.evently.event.constraint;

import org.jspecify.annotations.NullMarked;

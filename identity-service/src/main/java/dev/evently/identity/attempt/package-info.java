/** How often a password may be tried, by whom and from where. */
@NullMarked
package dev.evently.identity.attempt;

import org.jspecify.annotations.NullMarked;

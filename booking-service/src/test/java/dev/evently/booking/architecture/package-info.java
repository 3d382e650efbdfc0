/** The package rules, and code that breaks each of them. */
@NullMarked
package dev.evently.booking.architecture;

import org.jspecify.annotations.NullMarked;

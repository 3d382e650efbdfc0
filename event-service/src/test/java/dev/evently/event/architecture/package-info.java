/** The rules of the packages, and a fixture that breaks each of them. */
@NullMarked
package dev.evently.event.architecture;

import org.jspecify.annotations.NullMarked;

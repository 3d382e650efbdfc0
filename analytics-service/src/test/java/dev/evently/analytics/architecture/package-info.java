/** The rules of this service's structure, and a fixture that breaks each of them. */
@NullMarked
package dev.evently.analytics.architecture;

import org.jspecify.annotations.NullMarked;

/** Holds the package rules of the service. */
@NullMarked
package dev.evently.identity.architecture;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.evently.loadtest.chaos.havoc;

import org.jspecify.annotations.NullMarked;

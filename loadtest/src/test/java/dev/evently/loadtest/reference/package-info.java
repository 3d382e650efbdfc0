/** Tests of the reference. */
@NullMarked
package dev.evently.loadtest.reference;

import org.jspecify.annotations.NullMarked;

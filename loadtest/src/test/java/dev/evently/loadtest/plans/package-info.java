/** Tests of this package. */
@NullMarked
package dev.evently.loadtest.plans;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.evently.loadtest.chaos.audit;

import org.jspecify.annotations.NullMarked;

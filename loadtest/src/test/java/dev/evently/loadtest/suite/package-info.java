/** Tests of what is read of the suite's processes. */
@NullMarked
package dev.evently.loadtest.suite;

import org.jspecify.annotations.NullMarked;

/** Tests of the load generator. */
@NullMarked
package dev.evently.loadtest.load;

import org.jspecify.annotations.NullMarked;

/** Tests of starting, finding and stopping processes. */
@NullMarked
package dev.evently.local.process;

import org.jspecify.annotations.NullMarked;

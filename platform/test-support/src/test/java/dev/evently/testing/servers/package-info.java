/** Tests of the shared servers. */
@NullMarked
package dev.evently.testing.servers;

import org.jspecify.annotations.NullMarked;

/** Tests that start and stop the real servers. */
@NullMarked
package dev.evently.embedded;

import org.jspecify.annotations.NullMarked;

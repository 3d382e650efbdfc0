/** Tests of reads and of their reference. */
@NullMarked
package dev.evently.loadtest.read;

import org.jspecify.annotations.NullMarked;

/** The service as its clients see it. */
@NullMarked
package dev.evently.identity;

import org.jspecify.annotations.NullMarked;

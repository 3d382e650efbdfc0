/** The second factor. */
@NullMarked
package dev.evently.identity.factor;

import org.jspecify.annotations.NullMarked;

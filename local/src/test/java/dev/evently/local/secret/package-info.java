/** Tests of the suite's secrets. */
@NullMarked
package dev.evently.local.secret;

import org.jspecify.annotations.NullMarked;

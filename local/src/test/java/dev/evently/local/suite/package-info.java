/** Tests of what is looked at before a start. */
@NullMarked
package dev.evently.local.suite;

import org.jspecify.annotations.NullMarked;

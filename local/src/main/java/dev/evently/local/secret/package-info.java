/** The passwords and keys of a local suite, made at its first start. */
@NullMarked
package dev.evently.local.secret;

import org.jspecify.annotations.NullMarked;

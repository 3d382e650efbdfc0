/** Signing keys under test. */
@NullMarked
package dev.evently.identity.signing;

import org.jspecify.annotations.NullMarked;

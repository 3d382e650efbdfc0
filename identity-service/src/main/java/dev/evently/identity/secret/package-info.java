/** What cannot be guessed, and of which only a digest is kept. */
@NullMarked
package dev.evently.identity.secret;

import org.jspecify.annotations.NullMarked;

/** Sessions of people: opened with a password, renewed with tokens that serve once, closed by their owner. */
@NullMarked
package dev.evently.identity.session;

import org.jspecify.annotations.NullMarked;

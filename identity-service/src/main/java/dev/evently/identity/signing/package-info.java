/** The keys that sign access tokens: made, published before they sign, replaced, and forgotten when nothing needs them. */
@NullMarked
package dev.evently.identity.signing;

import org.jspecify.annotations.NullMarked;

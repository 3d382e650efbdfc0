/** A payment provider to develop and test against, which decides by the card token what becomes of a payment. */
@NullMarked
package dev.evently.sandbox;

import org.jspecify.annotations.NullMarked;

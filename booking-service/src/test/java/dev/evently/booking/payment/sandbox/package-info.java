/** What the provider sends, and how it is told from what anybody sends. */
@NullMarked
package dev.evently.booking.payment.sandbox;

import org.jspecify.annotations.NullMarked;

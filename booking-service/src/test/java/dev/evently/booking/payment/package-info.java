/** Payments against a provider that answers, stays silent, repeats itself and lies as a test asks it to. */
@NullMarked
package dev.evently.booking.payment;

import org.jspecify.annotations.NullMarked;

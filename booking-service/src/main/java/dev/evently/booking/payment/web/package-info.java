/** Paying for a booking over HTTP. */
@NullMarked
package dev.evently.booking.payment.web;

import org.jspecify.annotations.NullMarked;

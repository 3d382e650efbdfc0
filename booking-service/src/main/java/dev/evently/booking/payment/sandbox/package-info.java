/** The payment provider over HTTP: charges and refunds one way, signed webhooks the other. */
@NullMarked
package dev.evently.booking.payment.sandbox;

import org.jspecify.annotations.NullMarked;

/**
 * Payments and refunds: what is asked of the payment provider, what came of it, and the promise that captured money always
 * ends in a ticket or goes back. Plain Java; the provider and the tables are the interfaces declared here.
 */
@NullMarked
package dev.evently.booking.payment;

import org.jspecify.annotations.NullMarked;

/** Payments and refunds in the tables of the bound shard. */
@NullMarked
package dev.evently.booking.payment.persistence;

import org.jspecify.annotations.NullMarked;

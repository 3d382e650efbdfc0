/** Tickets in the tables of the bound shard. */
@NullMarked
package dev.evently.booking.ticket.persistence;

import org.jspecify.annotations.NullMarked;

/** Check-ins in the tables of the bound shard. */
@NullMarked
package dev.evently.booking.checkin.persistence;

import org.jspecify.annotations.NullMarked;

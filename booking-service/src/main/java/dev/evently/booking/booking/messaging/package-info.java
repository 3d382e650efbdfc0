/** What other services learn about bookings, over Kafka. */
@NullMarked
package dev.evently.booking.booking.messaging;

import org.jspecify.annotations.NullMarked;

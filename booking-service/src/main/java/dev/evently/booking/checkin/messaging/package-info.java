/** What other services learn about check-ins, over Kafka. */
@NullMarked
package dev.evently.booking.checkin.messaging;

import org.jspecify.annotations.NullMarked;

/** What other services learn about payments, over Kafka. */
@NullMarked
package dev.evently.booking.payment.messaging;

import org.jspecify.annotations.NullMarked;

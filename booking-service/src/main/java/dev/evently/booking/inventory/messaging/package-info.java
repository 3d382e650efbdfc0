/** What the event service tells about events, over Kafka. */
@NullMarked
package dev.evently.booking.inventory.messaging;

import org.jspecify.annotations.NullMarked;

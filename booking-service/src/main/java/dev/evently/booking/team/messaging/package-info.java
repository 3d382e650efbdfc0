/** What the event service tells about teams, over Kafka. */
@NullMarked
package dev.evently.booking.team.messaging;

import org.jspecify.annotations.NullMarked;

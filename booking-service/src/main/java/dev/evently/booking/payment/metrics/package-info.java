/** The figure that shows whether captured money always ended in a ticket or a refund. */
@NullMarked
package dev.evently.booking.payment.metrics;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.evently.booking.booking.messaging;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.evently.booking.inventory.messaging;

import org.jspecify.annotations.NullMarked;

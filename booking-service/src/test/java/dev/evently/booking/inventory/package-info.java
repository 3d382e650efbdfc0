@NullMarked
package dev.evently.booking.inventory;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.evently.booking.sharding;

import org.jspecify.annotations.NullMarked;

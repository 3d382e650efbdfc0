@NullMarked
package dev.evently.booking.architecture.bad;

import org.jspecify.annotations.NullMarked;

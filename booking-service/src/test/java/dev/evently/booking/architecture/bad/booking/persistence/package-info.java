@NullMarked
package dev.evently.booking.architecture.bad.booking.persistence;

import org.jspecify.annotations.NullMarked;

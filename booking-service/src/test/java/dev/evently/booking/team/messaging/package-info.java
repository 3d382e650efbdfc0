@NullMarked
package dev.evently.booking.team.messaging;

import org.jspecify.annotations.NullMarked;

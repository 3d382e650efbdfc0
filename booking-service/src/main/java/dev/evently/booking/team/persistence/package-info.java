/** Teams in PostgreSQL. */
@NullMarked
package dev.evently.booking.team.persistence;

import org.jspecify.annotations.NullMarked;

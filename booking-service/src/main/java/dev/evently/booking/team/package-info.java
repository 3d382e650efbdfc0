/** Who may act for an organizer: a read model of the teams that the event service owns. */
@NullMarked
package dev.evently.booking.team;

import org.jspecify.annotations.NullMarked;

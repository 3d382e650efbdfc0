/** Tells people what became of their bookings, offers and money: by mail, list and WebSocket. */
@NullMarked
package dev.evently.notification;

import org.jspecify.annotations.NullMarked;

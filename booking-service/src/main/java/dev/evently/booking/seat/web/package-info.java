/** What is told about seats over HTTP wherever they are asked for. */
@NullMarked
package dev.evently.booking.seat.web;

import org.jspecify.annotations.NullMarked;

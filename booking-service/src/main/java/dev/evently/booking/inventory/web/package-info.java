/** Availability for everybody and inventory for the team, over HTTP. */
@NullMarked
package dev.evently.booking.inventory.web;

import org.jspecify.annotations.NullMarked;

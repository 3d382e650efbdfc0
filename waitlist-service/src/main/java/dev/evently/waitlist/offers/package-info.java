/**
 * How places that come back reach the next in line: the dispatcher that walks the lines, its requests to
 * booking-service, and what booking-service tells of the holds it made.
 */
@NullMarked
package dev.evently.waitlist.offers;

import org.jspecify.annotations.NullMarked;

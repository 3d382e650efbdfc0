/** How released places reach the line, against a server that behaves like booking-service, faults included. */
@NullMarked
package dev.evently.waitlist.offers;

import org.jspecify.annotations.NullMarked;

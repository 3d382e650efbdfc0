/** Lines of people who wait for places that are sold out, and the offers made to them when places come back. */
@NullMarked
package dev.evently.waitlist;

import org.jspecify.annotations.NullMarked;

/** A web layer that does what use cases should. */
@NullMarked
package dev.evently.waitlist.architecture.bad.web;

import org.jspecify.annotations.NullMarked;

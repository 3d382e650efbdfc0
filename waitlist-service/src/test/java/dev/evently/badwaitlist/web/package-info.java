/** A web layer that does what use cases should. */
@NullMarked
package dev.evently.badwaitlist.web;

import org.jspecify.annotations.NullMarked;

/**
 * A line and everybody in it: the states of a waiting list entry, and whose turn it is. Plain Java; what it needs from
 * outside are the interfaces declared here.
 */
@NullMarked
package dev.evently.waitlist.line;

import org.jspecify.annotations.NullMarked;

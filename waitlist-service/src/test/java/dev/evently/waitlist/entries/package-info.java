/** The API of waiting lists, as people use and abuse it. */
@NullMarked
package dev.evently.waitlist.entries;

import org.jspecify.annotations.NullMarked;

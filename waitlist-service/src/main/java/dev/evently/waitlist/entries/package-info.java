/** What a person does with a place in line: takes one, looks at it, gives it up. */
@NullMarked
package dev.evently.waitlist.entries;

import org.jspecify.annotations.NullMarked;

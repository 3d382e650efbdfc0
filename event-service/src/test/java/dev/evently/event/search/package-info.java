/** Tests of the search from inside. */
@NullMarked
package dev.evently.event.search;

import org.jspecify.annotations.NullMarked;

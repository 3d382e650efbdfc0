/** What the tests of this service share, and the stories that cross its features. */
@NullMarked
package dev.evently.booking;

import org.jspecify.annotations.NullMarked;

/** What the tests of this service share: the other services played, and its own API called. */
@NullMarked
package dev.evently.analytics;

import org.jspecify.annotations.NullMarked;

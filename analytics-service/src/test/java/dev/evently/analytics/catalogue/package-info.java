/** What is read of events and teams. */
@NullMarked
package dev.evently.analytics.catalogue;

import org.jspecify.annotations.NullMarked;

/** The figures, exact whatever happens to the events they come from. */
@NullMarked
package dev.evently.analytics.reports;

import org.jspecify.annotations.NullMarked;

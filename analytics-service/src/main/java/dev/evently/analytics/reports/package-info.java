/** The figures over HTTP. */
@NullMarked
package dev.evently.analytics.reports;

import org.jspecify.annotations.NullMarked;

/** What event-service tells: published events, the teams behind them, and how often their pages are read. */
@NullMarked
package dev.evently.analytics.catalogue;

import org.jspecify.annotations.NullMarked;

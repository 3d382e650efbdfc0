/** What a run is told in: figures beside those that make them comparable. */
@NullMarked
package dev.evently.loadtest.report;

import org.jspecify.annotations.NullMarked;

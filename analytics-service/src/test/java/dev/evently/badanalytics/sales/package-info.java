/** Breaks the rules, so that they are known to notice. */
@NullMarked
package dev.evently.badanalytics.sales;

import org.jspecify.annotations.NullMarked;

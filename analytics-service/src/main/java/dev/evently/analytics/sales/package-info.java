/** What was held, paid, given back and refunded, one row per booking, exact in whatever order it is heard of. */
@NullMarked
package dev.evently.analytics.sales;

import org.jspecify.annotations.NullMarked;

/** What is read of bookings and their money. */
@NullMarked
package dev.evently.analytics.sales;

import org.jspecify.annotations.NullMarked;

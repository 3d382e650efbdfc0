/** What there is to sell: products, the quotas they draw from, and a ledger of every place that moved. */
@NullMarked
package dev.evently.booking.inventory;

import org.jspecify.annotations.NullMarked;

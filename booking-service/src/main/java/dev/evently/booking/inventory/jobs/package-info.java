/** Keeps watch over the ledger. */
@NullMarked
package dev.evently.booking.inventory.jobs;

import org.jspecify.annotations.NullMarked;

/** Events on sale, quotas and the ledger in PostgreSQL. */
@NullMarked
package dev.evently.booking.inventory.persistence;

import org.jspecify.annotations.NullMarked;

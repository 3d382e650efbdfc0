/** Tests of the comparison of the ledger with what buyers were told. */
@NullMarked
package dev.evently.loadtest.sale;

import org.jspecify.annotations.NullMarked;

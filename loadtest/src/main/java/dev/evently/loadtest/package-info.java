/** The {@code evently bench} command: load on the running suite, with a reference and a check of the ledger. */
@NullMarked
package dev.evently.loadtest;

import org.jspecify.annotations.NullMarked;

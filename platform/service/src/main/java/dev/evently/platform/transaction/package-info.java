/** How transactions see the database. */
@NullMarked
package dev.evently.platform.transaction;

import org.jspecify.annotations.NullMarked;

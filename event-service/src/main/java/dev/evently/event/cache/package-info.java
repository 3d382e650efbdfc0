/** What the public is answered of the catalogue, kept in two levels so that hardly a reader reaches the database. */
@NullMarked
package dev.evently.event.cache;

import org.jspecify.annotations.NullMarked;

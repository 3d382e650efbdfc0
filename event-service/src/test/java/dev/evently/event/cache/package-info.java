/** Tests of the catalogue's cache. */
@NullMarked
package dev.evently.event.cache;

import org.jspecify.annotations.NullMarked;

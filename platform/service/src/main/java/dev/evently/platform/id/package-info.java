/** Identifiers that sort by the time they were made. */
@NullMarked
package dev.evently.platform.id;

import org.jspecify.annotations.NullMarked;

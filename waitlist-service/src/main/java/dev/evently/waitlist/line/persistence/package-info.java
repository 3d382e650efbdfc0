/** Lines and entries in PostgreSQL. */
@NullMarked
package dev.evently.waitlist.line.persistence;

import org.jspecify.annotations.NullMarked;

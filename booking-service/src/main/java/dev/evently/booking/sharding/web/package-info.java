/** The shards over HTTP, for administrators. */
@NullMarked
package dev.evently.booking.sharding.web;

import org.jspecify.annotations.NullMarked;

/** What each statement of the booking service costs in a small shard and in a big one. */
@NullMarked
package dev.evently.loadtest.plans;

import org.jspecify.annotations.NullMarked;

/** The drill behind {@code ./evently chaos restore}: a shard is lost while it sells, and is restored from its backup. */
@NullMarked
package dev.evently.loadtest.chaos.restore;

import org.jspecify.annotations.NullMarked;

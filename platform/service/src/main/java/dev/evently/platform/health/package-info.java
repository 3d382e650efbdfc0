/** What a service says of its own health: quickly, whatever is away, and however many ask. */
@NullMarked
package dev.evently.platform.health;

import org.jspecify.annotations.NullMarked;

/** Tests of what a service says of its health. */
@NullMarked
package dev.evently.platform.health;

import org.jspecify.annotations.NullMarked;

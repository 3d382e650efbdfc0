/** That a service leaves before it ends. */
@NullMarked
package dev.evently.platform.drain;

import org.jspecify.annotations.NullMarked;

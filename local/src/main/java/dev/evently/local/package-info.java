/** The {@code evently} command: up, down, status, logs and demo of a suite on this machine. */
@NullMarked
package dev.evently.local;

import org.jspecify.annotations.NullMarked;

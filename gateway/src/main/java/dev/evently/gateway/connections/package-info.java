/** What a client's connection speaks, how long it may take, and how it ends when the gateway does. */
@NullMarked
package dev.evently.gateway.connections;

import org.jspecify.annotations.NullMarked;

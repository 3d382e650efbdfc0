/** The story of one ticket, walked through the gateway as a client would, with every answer held to what it must be. */
@NullMarked
package dev.evently.local.demo;

import org.jspecify.annotations.NullMarked;

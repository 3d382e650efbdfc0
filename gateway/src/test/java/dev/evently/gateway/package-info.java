/** The gateway as a client sees it, before real HTTP servers. */
@NullMarked
package dev.evently.gateway;

import org.jspecify.annotations.NullMarked;

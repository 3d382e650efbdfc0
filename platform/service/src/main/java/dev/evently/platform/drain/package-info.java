/** How a service ends without a request being lost. */
@NullMarked
package dev.evently.platform.drain;

import org.jspecify.annotations.NullMarked;

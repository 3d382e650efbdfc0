/** Makes the load: many clients on one event loop, and what they were answered. */
@NullMarked
package dev.evently.loadtest.load;

import org.jspecify.annotations.NullMarked;

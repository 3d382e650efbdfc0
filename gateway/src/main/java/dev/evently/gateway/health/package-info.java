/** Whether the suite behind the gateway is well. */
@NullMarked
package dev.evently.gateway.health;

import org.jspecify.annotations.NullMarked;

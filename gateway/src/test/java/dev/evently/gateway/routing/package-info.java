@NullMarked
package dev.evently.gateway.routing;

import org.jspecify.annotations.NullMarked;

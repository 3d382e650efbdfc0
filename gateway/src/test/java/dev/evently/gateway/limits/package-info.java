/** Tests of how requests are counted. */
@NullMarked
package dev.evently.gateway.limits;

import org.jspecify.annotations.NullMarked;

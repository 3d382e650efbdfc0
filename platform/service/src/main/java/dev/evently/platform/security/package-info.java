/** Who is calling: token validation and the caller of a request. */
@NullMarked
package dev.evently.platform.security;

import org.jspecify.annotations.NullMarked;

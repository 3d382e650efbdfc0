/** Which requests need an access token, and whether a token may be believed. */
@NullMarked
package dev.evently.gateway.security;

import org.jspecify.annotations.NullMarked;

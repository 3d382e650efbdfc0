/** Tests of what decides whether a token may be believed. */
@NullMarked
package dev.evently.gateway.security;

import org.jspecify.annotations.NullMarked;

/** What access tokens say. */
@NullMarked
package dev.evently.identity.token;

import org.jspecify.annotations.NullMarked;

/** Logins, beside the bare hashing of passwords. */
@NullMarked
package dev.evently.loadtest.login;

import org.jspecify.annotations.NullMarked;

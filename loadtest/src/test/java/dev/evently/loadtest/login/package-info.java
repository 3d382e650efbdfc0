/** Tests of logins and of their reference. */
@NullMarked
package dev.evently.loadtest.login;

import org.jspecify.annotations.NullMarked;

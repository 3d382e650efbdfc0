/** The second factor: codes of an authenticator app (TOTP, RFC 6238), and codes on paper for when it is lost. */
@NullMarked
package dev.evently.identity.factor;

import org.jspecify.annotations.NullMarked;

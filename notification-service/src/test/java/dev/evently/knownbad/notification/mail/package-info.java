/** Breaks the architecture on purpose, so that its rules can be seen to fail. */
@NullMarked
package dev.evently.knownbad.notification.mail;

import org.jspecify.annotations.NullMarked;

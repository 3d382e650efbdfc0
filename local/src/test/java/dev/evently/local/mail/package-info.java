/** Tests of the mail sink. */
@NullMarked
package dev.evently.local.mail;

import org.jspecify.annotations.NullMarked;

/** Rights that travel by mail: whoever shows one has read the mail of an account. */
@NullMarked
package dev.evently.identity.mail;

import org.jspecify.annotations.NullMarked;

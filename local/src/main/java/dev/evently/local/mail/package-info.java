/** A mail server that delivers nothing: it keeps what it is sent, and shows it over HTTP. */
@NullMarked
package dev.evently.local.mail;

import org.jspecify.annotations.NullMarked;

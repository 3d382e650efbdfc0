/** The events, venues and accounts that a fresh suite comes with, made through its own API. */
@NullMarked
package dev.evently.local.demodata;

import org.jspecify.annotations.NullMarked;

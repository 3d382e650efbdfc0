/** Turns what other services publish into notices for those it concerns. */
@NullMarked
package dev.evently.notification.source;

import org.jspecify.annotations.NullMarked;

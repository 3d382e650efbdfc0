/** Tests of what other services publish. */
@NullMarked
package dev.evently.notification.source;

import org.jspecify.annotations.NullMarked;

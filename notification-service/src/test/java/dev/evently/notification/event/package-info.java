/** Tests of the package of the same name. */
@NullMarked
package dev.evently.notification.event;

import org.jspecify.annotations.NullMarked;

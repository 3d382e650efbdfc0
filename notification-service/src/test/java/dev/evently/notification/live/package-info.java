/** Tests of the package of the same name. */
@NullMarked
package dev.evently.notification.live;

import org.jspecify.annotations.NullMarked;

/** Tests of the whole service, against real servers. */
@NullMarked
package dev.evently.notification;

import org.jspecify.annotations.NullMarked;

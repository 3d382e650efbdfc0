/** Tests of the package of the same name. */
@NullMarked
package dev.evently.notification.mail;

import org.jspecify.annotations.NullMarked;

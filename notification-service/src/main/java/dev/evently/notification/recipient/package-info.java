/** Who can be written to: a read model of the accounts. */
@NullMarked
package dev.evently.notification.recipient;

import org.jspecify.annotations.NullMarked;

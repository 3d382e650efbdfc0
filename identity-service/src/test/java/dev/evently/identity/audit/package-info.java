/** What happened to accounts, sessions and keys. */
@NullMarked
package dev.evently.identity.audit;

import org.jspecify.annotations.NullMarked;

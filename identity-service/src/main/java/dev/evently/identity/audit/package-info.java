/** What happened to accounts, sessions and keys, for those who have to look into it later. */
@NullMarked
package dev.evently.identity.audit;

import org.jspecify.annotations.NullMarked;

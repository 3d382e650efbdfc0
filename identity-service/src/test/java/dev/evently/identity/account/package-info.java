/** Accounts under test. */
@NullMarked
package dev.evently.identity.account;

import org.jspecify.annotations.NullMarked;

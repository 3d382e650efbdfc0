/** Accounts of people: registration, the password behind them and what they may do. */
@NullMarked
package dev.evently.identity.account;

import org.jspecify.annotations.NullMarked;

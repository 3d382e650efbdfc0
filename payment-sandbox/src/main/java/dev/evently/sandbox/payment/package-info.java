/** Payment intents and refunds: what a merchant asks for, and what the token it was asked with makes of it. */
@NullMarked
package dev.evently.sandbox.payment;

import org.jspecify.annotations.NullMarked;

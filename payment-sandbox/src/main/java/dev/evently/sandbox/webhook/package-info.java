/** Webhooks: signed notices to the merchant, stored first and delivered until it has taken them. */
@NullMarked
package dev.evently.sandbox.webhook;

import org.jspecify.annotations.NullMarked;

/** What every route of the sandbox shares: the API key, idempotency keys, problem details. */
@NullMarked
package dev.evently.sandbox.web;

import org.jspecify.annotations.NullMarked;

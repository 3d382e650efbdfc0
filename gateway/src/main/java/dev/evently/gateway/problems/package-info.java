/** What the gateway answers when it cannot pass a request on: RFC 9457 problems, and the pages that explain them. */
@NullMarked
package dev.evently.gateway.problems;

import org.jspecify.annotations.NullMarked;

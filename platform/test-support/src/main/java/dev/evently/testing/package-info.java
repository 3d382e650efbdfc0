/** What an integration test of a service needs: real servers, tokens, a clock to move, and an eye on Kafka. */
@NullMarked
package dev.evently.testing;

import org.jspecify.annotations.NullMarked;

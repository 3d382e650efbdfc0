/** Machine clients under test. */
@NullMarked
package dev.evently.identity.client;

import org.jspecify.annotations.NullMarked;

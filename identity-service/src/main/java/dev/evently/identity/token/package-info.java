/** Access tokens: what they say, how long they live and who believes them. */
@NullMarked
package dev.evently.identity.token;

import org.jspecify.annotations.NullMarked;

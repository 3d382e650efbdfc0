/** What a request tells about who sent it. */
@NullMarked
package dev.evently.identity.caller;

import org.jspecify.annotations.NullMarked;

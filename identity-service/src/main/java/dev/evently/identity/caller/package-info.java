/** What a request tells about who sent it: from where, and as part of which session. */
@NullMarked
package dev.evently.identity.caller;

import org.jspecify.annotations.NullMarked;

/** Known-bad classes, by which the architecture tests show that each of their rules can fail. */
@NullMarked
package dev.evently.knownbad.identity.second;

import org.jspecify.annotations.NullMarked;

/** Known-bad classes, by which the architecture tests show that each of their rules can fail. */
@NullMarked
package dev.evently.knownbad.identity.first;

import org.jspecify.annotations.NullMarked;

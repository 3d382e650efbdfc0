/** The crash test behind {@code ./evently chaos}: sells through the gateway while servers die, then audits the books. */
@NullMarked
package dev.evently.loadtest.chaos;

import org.jspecify.annotations.NullMarked;

/** What is sold and who buys it, and whether the suite's books agree with what the buyers were told. */
@NullMarked
package dev.evently.loadtest.sale;

import org.jspecify.annotations.NullMarked;

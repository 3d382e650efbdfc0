/** The same work in the same database server without a suite around it: what a rate is compared with. */
@NullMarked
package dev.evently.loadtest.reference;

import org.jspecify.annotations.NullMarked;

/** Looks into every book there is afterwards, and says which promises they show to be kept. */
@NullMarked
package dev.evently.loadtest.chaos.audit;

import org.jspecify.annotations.NullMarked;

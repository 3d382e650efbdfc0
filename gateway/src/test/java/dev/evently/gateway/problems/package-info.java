/** Tests of the catalogue of problems. */
@NullMarked
package dev.evently.gateway.problems;

import org.jspecify.annotations.NullMarked;

/** The buyers of a crash test: what each means to do, does, asks again, and is told. */
@NullMarked
package dev.evently.loadtest.chaos.crowd;

import org.jspecify.annotations.NullMarked;

/** Tests of the counting of views. */
@NullMarked
package dev.evently.event.views;

import org.jspecify.annotations.NullMarked;

/** How often events are looked at. */
@NullMarked
package dev.evently.event.views;

import org.jspecify.annotations.NullMarked;

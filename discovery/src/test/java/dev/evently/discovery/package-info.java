/** What the registry promises to those who route by it. */
@NullMarked
package dev.evently.discovery;

import org.jspecify.annotations.NullMarked;

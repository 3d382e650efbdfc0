/** Tests of the catalogue from inside. */
@NullMarked
package dev.evently.event.catalogue;

import org.jspecify.annotations.NullMarked;

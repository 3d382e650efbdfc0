/** How every service speaks HTTP: problem details, cursor pages, limits on bodies. */
@NullMarked
package dev.evently.platform.web;

import org.jspecify.annotations.NullMarked;

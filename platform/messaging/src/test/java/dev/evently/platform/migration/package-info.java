@NullMarked
package dev.evently.platform.migration;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.evently.platform;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.evently.platform.messaging;

import org.jspecify.annotations.NullMarked;

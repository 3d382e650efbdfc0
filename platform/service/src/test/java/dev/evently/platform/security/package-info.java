@NullMarked
package dev.evently.platform.security;

import org.jspecify.annotations.NullMarked;

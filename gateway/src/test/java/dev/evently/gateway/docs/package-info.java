@NullMarked
package dev.evently.gateway.docs;

import org.jspecify.annotations.NullMarked;

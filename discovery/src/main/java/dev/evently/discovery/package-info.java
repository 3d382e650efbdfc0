/** The registry in which services announce their instances and find each other's. */
@NullMarked
package dev.evently.discovery;

import org.jspecify.annotations.NullMarked;

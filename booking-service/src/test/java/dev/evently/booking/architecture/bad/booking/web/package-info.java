@NullMarked
package dev.evently.booking.architecture.bad.booking.web;

import org.jspecify.annotations.NullMarked;

/** Breaks the rules, so that they are known to notice. */
@NullMarked
package dev.evently.badanalytics.web;

import org.jspecify.annotations.NullMarked;

/** When the schemas of a service's databases are brought up to date: as it starts, or by a run of its own before. */
@NullMarked
package dev.evently.platform.migration;

import org.jspecify.annotations.NullMarked;

/** Machines that call the suite: the services themselves and those of other teams, by OAuth client credentials. */
@NullMarked
package dev.evently.identity.client;

import org.jspecify.annotations.NullMarked;

/** Says who somebody is: accounts, their sessions, the access tokens of people and machines, and the keys that sign. */
@NullMarked
package dev.evently.identity;

import org.jspecify.annotations.NullMarked;

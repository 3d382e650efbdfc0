/** Sessions under test. */
@NullMarked
package dev.evently.identity.session;

import org.jspecify.annotations.NullMarked;

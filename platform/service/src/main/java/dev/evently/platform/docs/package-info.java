/**
 * The OpenAPI document of a service: made from its controllers at the first request for it, completed by what all
 * operations have in common.
 */
@NullMarked
package dev.evently.platform.docs;

import org.jspecify.annotations.NullMarked;

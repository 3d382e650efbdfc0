/** The API's document, merged from those of the services, and the pages to browse it with. */
@NullMarked
package dev.evently.gateway.docs;

import org.jspecify.annotations.NullMarked;

/** Lists in the order of their ids, page by page. */
@NullMarked
package dev.evently.event.paging;

import org.jspecify.annotations.NullMarked;

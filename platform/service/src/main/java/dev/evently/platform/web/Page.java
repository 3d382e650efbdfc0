package dev.evently.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as every list of the public API answers it.
 *
 * @param items the rows, in the order of the list
 * @param next the cursor of the page that follows, or null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }
}

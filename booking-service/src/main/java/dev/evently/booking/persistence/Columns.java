package dev.evently.booking.persistence;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows column by column, so that one statement takes any number of them. */
public final class Columns {

    private Columns() {}

    /** One column of many rows, as {@code unnest} takes it. */
    public static <R, V extends @Nullable Object> V[] column(
            List<R> rows, Function<R, V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}

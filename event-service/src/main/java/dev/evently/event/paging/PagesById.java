package dev.evently.event.paging;

import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts a list that is ordered by id, which is the order of creation, into pages. */
public final class PagesById {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private PagesById() {}

    /** The id after which the page of a cursor begins; before every id when there is no cursor. */
    public static UUID after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return BEFORE_ALL;
        }
        try {
            String field = Cursor.decode(cursor, 1).getFirst();
            UUID id = UUID.fromString(field);
            if (!id.toString().equals(field)) {
                throw Cursor.invalid();
            }
            return id;
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }

    /**
     * Makes a page of rows.
     *
     * @param found up to {@code limit + 1} rows: the one too many tells that another page follows
     */
    public static <T> Page<T> page(List<T> found, int limit, Function<T, UUID> id) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), Cursor.encode(id.apply(found.get(limit - 1))));
    }
}

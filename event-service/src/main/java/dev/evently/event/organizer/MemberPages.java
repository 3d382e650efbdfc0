package dev.evently.event.organizer;

import dev.evently.event.organizer.Team.Member;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts a team into pages; a cursor is the last member that was seen. */
final class MemberPages {

    private MemberPages() {}

    /** The page that follows a cursor, or the first one. */
    static Page<Member> page(List<Member> team, @Nullable String cursor, int limit) {
        List<Member> left = cursor == null || cursor.isEmpty() ? team : after(member(cursor), team);
        if (left.size() <= limit) {
            return new Page<>(left, null);
        }
        List<Member> page = left.subList(0, limit);
        Member last = page.getLast();
        return new Page<>(page, Cursor.encode(last.role(), last.userId()));
    }

    private static List<Member> after(Member seen, List<Member> team) {
        return team.stream()
                .filter(member -> Team.ORDER.compare(member, seen) > 0)
                .toList();
    }

    private static Member member(String cursor) {
        List<String> fields = Cursor.decode(cursor, 2);
        try {
            return new Member(UUID.fromString(fields.get(1)), TeamRole.valueOf(fields.getFirst()));
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }
}

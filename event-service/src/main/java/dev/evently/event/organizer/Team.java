package dev.evently.event.organizer;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The state of an organizer's team at one version; also the body of {@code OrganizerTeamChanged}. */
record Team(UUID organizerId, String name, long version, List<Member> members) {

    /** Owners first. */
    static final Comparator<Member> ORDER = Comparator.comparing(Member::role).thenComparing(Member::userId);

    /** One member of a team. */
    record Member(UUID userId, TeamRole role) {}

    static Team of(Organizer organizer) {
        return new Team(
                organizer.id(),
                organizer.name(),
                organizer.version(),
                organizer.members().entrySet().stream()
                        .map(member -> new Member(member.getKey(), member.getValue()))
                        .sorted(ORDER)
                        .toList());
    }
}

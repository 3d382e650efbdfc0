package dev.evently.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Who gets which answer to which operation: the file {@code authorisation.csv}. */
final class AuthorisationTable {

    static final String FILE = "end-to-end-tests/src/test/resources/authorisation.csv";

    /** Who calls. */
    enum Role {
        /** Without a token. */
        NOBODY,
        /** The buyer whose booking, ticket, waiting list entry and notification are asked for. */
        USER,
        /** Somebody who has nothing to do with any of it. */
        OTHER,
        /** The owner of another organizer. */
        OUTSIDER,
        CHECK_IN,
        MANAGER,
        OWNER,
        ADMIN,
        /** A machine of another team, which was granted every scope that such machines can have. */
        MACHINE;

        static Role of(String heading) {
            return valueOf(heading.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * One line.
     *
     * @param path what is asked for, with {@code $names} that the fixture fills in
     * @param body as it is sent; empty for none
     * @param expected the status for each role
     */
    record Line(String operation, String method, String path, String body, Map<Role, Integer> expected) {

        /** Whether the line asks for this operation of the document. */
        boolean asksFor(ApiDocument.Operation operation) {
            String pattern = operation.path().replaceAll("[.]", "\\\\.").replaceAll("\\{[^/]+}", "[^/?]+");
            return method.equals(operation.method()) && path.matches(pattern + "([?].*)?");
        }

        @Override
        public String toString() {
            return operation;
        }
    }

    private AuthorisationTable() {}

    static List<Line> lines() {
        try (InputStream in = AuthorisationTable.class.getResourceAsStream("/authorisation.csv")) {
            String text = new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
            return parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Line> parse(String text) {
        List<String> rows = text.lines().filter(row -> !row.isBlank()).toList();
        List<Role> roles = new ArrayList<>();
        String[] headings = rows.getFirst().split("\\|", -1);
        for (int column = 1; column < headings.length - 2; column++) {
            roles.add(Role.of(headings[column].strip()));
        }
        return rows.stream().skip(1).map(row -> line(row, roles)).toList();
    }

    private static Line line(String row, List<Role> roles) {
        String[] cells = row.split("\\|", roles.size() + 3);
        if (cells.length < roles.size() + 2) {
            throw new IllegalArgumentException("This line of " + FILE + " is too short: " + row);
        }
        Map<Role, Integer> expected = new EnumMap<>(Role.class);
        for (int n = 0; n < roles.size(); n++) {
            expected.put(roles.get(n), Integer.valueOf(cells[n + 1].strip()));
        }
        String[] request = cells[roles.size() + 1].strip().split(" ", 2);
        String body = cells.length > roles.size() + 2 ? cells[roles.size() + 2].strip() : "";
        return new Line(cells[0].strip(), request[0], request[1], body, expected);
    }

    /** What is missing in the lines, or too much, beside the operations; each finding tells what to write. */
    static List<String> gaps(List<Line> lines, List<ApiDocument.Operation> operations) {
        List<String> gaps = new ArrayList<>();
        for (ApiDocument.Operation operation : operations) {
            if (lines.stream().noneMatch(line -> line.operation().equals(operation.id()))) {
                gaps.add(
                        "%s is missing. Add a line to %s with the status that each role gets:%n%s | %s | %s %s | <body>"
                                .formatted(
                                        operation,
                                        FILE,
                                        operation.id(),
                                        "401 | 200 | 404 | 404 | 403 | 200 | 200 | 404 | 403",
                                        operation.method(),
                                        operation.path()));
            }
        }
        for (Line line : lines) {
            if (operations.stream()
                    .noneMatch(operation -> operation.id().equals(line.operation()) && line.asksFor(operation))) {
                gaps.add("%s of %s is no operation of the document, or asks for another: %s %s"
                        .formatted(line.operation(), FILE, line.method(), line.path()));
            }
        }
        return gaps;
    }
}

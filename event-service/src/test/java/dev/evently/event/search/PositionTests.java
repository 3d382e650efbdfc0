package dev.evently.event.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.evently.platform.web.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PositionTests {

    private static final Instant FROM = Instant.parse("2030-05-01T12:00:00.123456Z");

    @ParameterizedTest
    @EnumSource(Sort.class)
    void comesBackFromItsCursor(Sort sort) {
        SearchQuery query = query(sort);
        Position position = new Position(FROM, lead(sort), FROM.plusSeconds(9), UUID.randomUUID());
        Position anyTime = new Position(null, lead(sort), FROM, UUID.randomUUID());

        assertThat(Position.read(position.cursor(query), query)).isEqualTo(position);
        assertThat(Position.read(anyTime.cursor(query), query)).isEqualTo(anyTime);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void noticesEveryChangedCharacter(Sort sort) {
        SearchQuery query = query(sort);
        String cursor = new Position(FROM, lead(sort), FROM, UUID.randomUUID()).cursor(query);

        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Position.read(changed, query));
        }
    }

    @Test
    void belongsToItsSearch() {
        String cursor = new Position(FROM, null, FROM, UUID.randomUUID()).cursor(query(Sort.STARTS_AT));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Position.read(
                        cursor, SearchParameters.read(Map.of("q", "other")).query()));
    }

    private static SearchQuery query(Sort sort) {
        return SearchParameters.read(Map.of("q", "jazz", "near", "1,2", "sort", sort.parameter()))
                .query();
    }

    private static @Nullable Number lead(Sort sort) {
        return switch (sort) {
            case STARTS_AT -> null;
            case PRICE -> 4500L;
            case DISTANCE -> 1234.5678901234567;
            case RELEVANCE -> -0.06079271256923676;
        };
    }
}

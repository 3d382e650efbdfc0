package dev.evently.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTests {

    private final MutableClock clock = new MutableClock();
    private final Set<String> withdrawn = new HashSet<>();
    private Duration life = Duration.ofMinutes(15);
    private int checks;
    private final RememberedTokens tokens = new RememberedTokens(this::check, clock);

    @Test
    void checksATokenOnce() {
        assertThat(tokens.decode("one")).isSameAs(tokens.decode("one"));
        assertThat(checks).isEqualTo(1);
    }

    @Test
    void checksEachTokenForItself() {
        assertThat(tokens.decode("one").getTokenValue()).isEqualTo("one");
        assertThat(tokens.decode("two").getTokenValue()).isEqualTo("two");
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void checksATokenAgainAfterAWhile() {
        tokens.decode("one");
        clock.advance(RememberedTokens.LONGEST.plusMillis(1));
        withdrawn.add("one");

        assertThatThrownBy(() -> tokens.decode("one")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void remembersNoTokenBeyondItsExpiry() {
        life = Duration.ofSeconds(10);
        tokens.decode("one");
        clock.advance(Duration.ofSeconds(11));
        withdrawn.add("one");

        assertThatThrownBy(() -> tokens.decode("one")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void remembersNoBadToken() {
        withdrawn.add("one");
        assertThatThrownBy(() -> tokens.decode("one")).isInstanceOf(BadJwtException.class);
        withdrawn.remove("one");

        assertThat(tokens.decode("one").getTokenValue()).isEqualTo("one");
    }

    private Jwt check(String token) {
        checks++;
        if (withdrawn.contains(token)) {
            throw new BadJwtException("withdrawn");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("somebody")
                .issuedAt(clock.instant())
                .expiresAt(clock.instant().plus(life))
                .build();
    }
}

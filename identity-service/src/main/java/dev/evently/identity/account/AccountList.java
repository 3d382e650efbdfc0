package dev.evently.identity.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds accounts for administrators, those registered first come first. */
@Component
class AccountList {

    /** Less than every id. */
    static final UUID BEGINNING = new UUID(0, 0);

    private final JdbcClient jdbc;

    AccountList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of accounts.
     *
     * @param text what address or name contains, without regard to case; null for all
     * @param role what they have; null for any
     * @param after the last account of the page before
     */
    List<AccountProfile> find(@Nullable String text, @Nullable Role role, UUID after, int limit) {
        return jdbc.sql("""
                SELECT id, email, display_name, roles, mfa_enabled, email_verified_at
                FROM account
                WHERE id > :after
                    AND (:text::text IS NULL
                        OR strpos(email, :text::text) > 0 OR strpos(lower(display_name), :text::text) > 0)
                    AND (:role::text IS NULL OR :role::text = ANY (roles))
                ORDER BY id
                LIMIT :limit
                """)
                .param("after", after)
                .param("text", text == null ? null : text.strip().toLowerCase(Locale.ROOT))
                .param("role", role == null ? null : role.name())
                .param("limit", limit)
                .query((row, n) -> profile(row))
                .list();
    }

    private static AccountProfile profile(ResultSet row) throws SQLException {
        String[] roles = (String[]) row.getArray("roles").getArray();
        return new AccountProfile(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("display_name"),
                Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toSet()),
                row.getBoolean("mfa_enabled"),
                row.getTimestamp("email_verified_at") != null);
    }
}

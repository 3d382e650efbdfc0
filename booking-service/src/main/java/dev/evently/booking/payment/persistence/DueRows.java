package dev.evently.booking.payment.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Rows of many buckets that are due, found without a lock and claimed bucket by bucket: a cluster that spreads its rows by
 * bucket cannot lock rows of several with one statement. What another instance has claimed since is left out by the claim.
 */
final class DueRows implements RowCallbackHandler {

    private final Map<Integer, List<UUID>> byBucket = new TreeMap<>();

    @Override
    public void processRow(ResultSet row) throws SQLException {
        byBucket.computeIfAbsent(row.getInt("bucket"), bucket -> new ArrayList<>())
                .add(row.getObject("id", UUID.class));
    }

    <T> List<T> claimEach(BiFunction<Integer, UUID[], List<T>> claim) {
        List<T> claimed = new ArrayList<>();
        byBucket.forEach((bucket, ids) -> claimed.addAll(claim.apply(bucket, ids.toArray(UUID[]::new))));
        return claimed;
    }
}

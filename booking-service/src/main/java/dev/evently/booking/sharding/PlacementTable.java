package dev.evently.booking.sharding;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One shard's copy of the placement. */
final class PlacementTable {

    private final JdbcTemplate jdbc;

    PlacementTable(DataSource shard) {
        this.jdbc = new JdbcTemplate(shard);
    }

    /** The copy; empty on a fresh shard. */
    List<BucketPlacement.Entry> read() {
        return jdbc.query(
                "SELECT bucket, shard, version FROM bucket_placement WHERE bucket BETWEEN 0 AND ?",
                (row, number) -> new BucketPlacement.Entry(
                        new Bucket(row.getInt("bucket")), new ShardId(row.getInt("shard")), row.getLong("version")),
                Bucket.COUNT - 1);
    }

    /** Brings the copy up to date; what is newer in it stays. */
    void write(Collection<BucketPlacement.Entry> entries) {
        jdbc.batchUpdate(
                """
                INSERT INTO bucket_placement (bucket, shard, version) VALUES (?, ?, ?)
                ON CONFLICT (bucket) DO UPDATE SET shard = excluded.shard, version = excluded.version
                WHERE bucket_placement.version < excluded.version
                """,
                entries.stream()
                        .map(entry -> new Object[] {
                            entry.bucket().value(), entry.shard().number(), entry.version()
                        })
                        .toList());
    }
}

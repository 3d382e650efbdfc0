package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.testing.servers.TestServers;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Every row lies on the shard of its event's bucket, and no statement strays. */
@BookingServiceTest
class ShardsIT {

    @Autowired
    BoxOffice office;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 600, 1_023})
    void keepsAnEventOnTheShardOfItsBucket(int bucket) {
        OnOffer offer = office.publish(OnOffer.in(new Bucket(bucket), ProductOnOffer.of(5)));
        UUID booking = office.mustHold(UUID.randomUUID(), 1, offer).id();

        assertThat(ShardedIds.bucketOf(booking)).contains(new Bucket(bucket));
        List<Integer> rows = IntStream.range(0, 4)
                .mapToObj(shard -> database(shard)
                        .sql("SELECT count(*) FROM booking WHERE id = ? AND bucket = ?")
                        .params(booking, bucket)
                        .query(Integer.class)
                        .single())
                .toList();
        assertThat(rows)
                .isEqualTo(IntStream.range(0, 4)
                        .mapToObj(shard -> shard == bucket / 256 ? 1 : 0)
                        .toList());
    }

    @Test
    void keepsACopyOfThePlacementOnEveryShard() {
        assertThat(IntStream.range(0, 4)
                        .mapToObj(shard -> database(shard)
                                .sql(
                                        "SELECT count(*) FROM bucket_placement WHERE bucket BETWEEN 0 AND 1023 AND shard = bucket / 256")
                                .query(Integer.class)
                                .single()))
                .containsOnly(Bucket.COUNT);
    }

    @Test
    void refusesATransactionOverTwoShards() {
        assertThatIllegalStateException()
                .isThrownBy(() -> shards.inTransaction(
                        new Bucket(0), () -> shards.inTransaction(new Bucket(1_000), () -> "never")))
                .withMessage("A transaction on shard 0 may not touch shard 3");
    }

    @Test
    void refusesAStatementOutsideOfAShard() {
        assertThatThrownBy(() -> jdbc.sql("SELECT 1").query(Integer.class).single())
                .rootCause()
                .hasMessageContaining("No shard is bound");
    }

    @Test
    void joinsNestedWorkOnTheSameShard() {
        UUID team = UUID.randomUUID();
        assertThatIllegalStateException()
                .isThrownBy(() -> shards.inTransaction(new Bucket(0), () -> {
                    shards.inTransaction(new Bucket(1), () -> insertTeam(team));
                    throw new IllegalStateException("roll back");
                }));

        assertThat(database(0)
                        .sql("SELECT count(*) FROM team WHERE bucket = 0 AND organizer_id = ?")
                        .param(team)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void beginsEveryKeyWithTheBucket() {
        assertThat(indexesThatDoNotBeginWithTheBucket("i.indisunique")).isEmpty();
        assertThat(database(0).sql("""
                        SELECT t.relname FROM pg_class t
                        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
                        WHERE t.relkind = 'r' AND t.relname <> 'flyway_schema_history'
                          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
                        """).query(String.class).list()).isEmpty();
    }

    /**
     * These serve questions about all buckets of a shard at once: what is due next, and what belongs to one buyer. Their
     * statements name the buckets all the same, but would have to look into the index once for each of them.
     */
    @Test
    void beginsEveryOtherIndexWithTheBucketButForThoseOverAllBuckets() {
        assertThat(indexesThatDoNotBeginWithTheBucket("NOT i.indisunique"))
                .containsExactlyInAnyOrder(
                        "booking_due",
                        "booking_by_buyer",
                        "payment_due",
                        "payment_captured",
                        "refund_due",
                        "outbox_in_order",
                        "inbox_by_age");
    }

    private List<@Nullable String> indexesThatDoNotBeginWithTheBucket(String which) {
        return database(0).sql("""
                        SELECT x.relname FROM pg_index i
                        JOIN pg_class x ON x.oid = i.indexrelid
                        JOIN pg_class t ON t.oid = i.indrelid
                        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
                        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                        WHERE %s AND t.relname <> 'flyway_schema_history' AND a.attname IS DISTINCT FROM 'bucket'
                        """.formatted(which)).query(String.class).list();
    }

    private int insertTeam(UUID team) {
        return jdbc.sql("INSERT INTO team (bucket, organizer_id, version) VALUES (0, ?, 1)")
                .param(team)
                .update();
    }

    private JdbcClient database(int shard) {
        TestServers servers = TestServers.shared();
        DataSource direct = new DriverManagerDataSource(
                environment.getRequiredProperty("evently.shards[" + shard + "].url"),
                servers.postgresUser(),
                servers.postgresPassword());
        return JdbcClient.create(direct);
    }
}

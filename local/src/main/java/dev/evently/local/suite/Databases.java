package dev.evently.local.suite;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which PostgreSQL servers a suite has beside the main one.
 *
 * @param shardServers servers of the bookings' own, one for each shard, 0 to 8; 0 when the four shards are databases of
 *     the main server
 * @param replicas streaming replicas of the main server, 0 to 4
 */
public record Databases(int shardServers, int replicas) {
    static final String MAIN = "postgres";

    private static final int SHARDS_ON_MAIN = 4;
    private static final int MOST_SHARD_SERVERS = 8;
    private static final int MOST_REPLICAS = 4;

    public Databases {
        if (shardServers < 0 || shardServers > MOST_SHARD_SERVERS) {
            throw new IllegalArgumentException(
                    "There are 1 to " + MOST_SHARD_SERVERS + " shard servers, not " + shardServers);
        }
        if (replicas < 0 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException("There are 0 to " + MOST_REPLICAS + " replicas, not " + replicas);
        }
    }

    /** The name of the process that holds a shard. */
    public static String shardServer(int number) {
        return MAIN + "-shard-" + number;
    }

    static String replica(int number) {
        return MAIN + "-replica-" + number;
    }

    public static String shardDatabase(int number) {
        return "booking_" + number;
    }

    /** Whether a process of this name is a PostgreSQL server. */
    static boolean isServer(String process) {
        return process.equals(MAIN) || process.startsWith(MAIN + "-");
    }

    int shards() {
        return shardServers == 0 ? SHARDS_ON_MAIN : shardServers;
    }

    int servers() {
        return 1 + shardServers + replicas;
    }

    /** What the main server holds. */
    List<String> onMain() {
        List<String> shards = IntStream.range(0, shardServers == 0 ? SHARDS_ON_MAIN : 0)
                .mapToObj(Databases::shardDatabase)
                .toList();
        return Stream.concat(Service.allDatabases().stream(), shards.stream()).toList();
    }

    /** The names of the replicas that a suite with more of them would have. */
    List<String> otherReplicas() {
        return IntStream.range(replicas, MOST_REPLICAS)
                .mapToObj(Databases::replica)
                .toList();
    }

    /** The options of {@code up} that ask for these servers. */
    @Override
    public String toString() {
        return (shardServers == 0 ? "" : " --shards " + shardServers)
                + (replicas == 0 ? "" : " --replicas " + replicas);
    }
}

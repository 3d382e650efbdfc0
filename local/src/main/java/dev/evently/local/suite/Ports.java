package dev.evently.local.suite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The ports of a suite, all on 127.0.0.1 and all moved by one offset.
 *
 * @param offset what is added to every port, 0 to 40000
 */
public record Ports(int offset) {
    private static final int FREE_STEP = 125;

    public Ports {
        if (offset < 0 || offset > 40_000) {
            throw new IllegalArgumentException("The port offset is 0 to 40000, not " + offset);
        }
    }

    /** The offset nearest below {@code from} by which every port of such a suite is free. */
    public static Optional<Ports> freeBelow(int from, Databases databases) {
        return IntStream.iterate(from, offset -> offset >= 0, offset -> offset - FREE_STEP)
                .mapToObj(Ports::new)
                .filter(ports ->
                        ports.wanted(databases, Tracing.OFF).keySet().stream().noneMatch(Preflight::isTaken))
                .findFirst();
    }

    public int gateway() {
        return of(Service.GATEWAY);
    }

    public int mailApi() {
        return 8126 + offset;
    }

    int mailSmtp() {
        return 8125 + offset;
    }

    /** Where the gateway shows its metrics. */
    public int gatewayManagement() {
        return 8081 + offset;
    }

    /** The port of the main PostgreSQL server. */
    public int postgres() {
        return 15432 + offset;
    }

    public int shardServer(int number) {
        return 15433 + number + offset;
    }

    int replica(int number) {
        return 15443 + number + offset;
    }

    int redis() {
        return 16379 + offset;
    }

    public int kafka() {
        return 19092 + offset;
    }

    int kafkaController() {
        return 19093 + offset;
    }

    int of(Service service) {
        return service.basePort() + offset;
    }

    public String gatewayUrl() {
        return "http://127.0.0.1:" + gateway();
    }

    public String mailUrl() {
        return "http://127.0.0.1:" + mailApi();
    }

    int traces() {
        return 9411 + offset;
    }

    public String tracesUrl() {
        return "http://127.0.0.1:" + traces() + "/zipkin/";
    }

    String discoveryUrl() {
        return "http://127.0.0.1:" + of(Service.DISCOVERY);
    }

    /** Every port with the name of the process that wants it. */
    Map<Integer, String> wanted(Databases databases, Tracing tracing) {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        wanted.put(postgres(), Databases.MAIN);
        for (int number = 0; number < databases.shardServers(); number++) {
            wanted.put(shardServer(number), Databases.shardServer(number));
        }
        for (int number = 0; number < databases.replicas(); number++) {
            wanted.put(replica(number), Databases.replica(number));
        }
        wanted.put(redis(), "redis");
        wanted.put(kafka(), "kafka");
        wanted.put(kafkaController(), "kafka");
        wanted.put(mailSmtp(), MAIL_SINK);
        wanted.put(mailApi(), MAIL_SINK);
        for (Service service : Service.values()) {
            wanted.put(of(service), service.module());
        }
        wanted.put(gatewayManagement(), Service.GATEWAY.module());
        if (tracing.hasServer()) {
            wanted.put(traces(), Tracing.SERVER);
        }
        return wanted;
    }

    static final String MAIL_SINK = "mail-sink";
}

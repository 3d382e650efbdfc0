package dev.evently.local.suite;

import java.util.Arrays;
import java.util.List;

/** The Spring Boot services of the suite. */
enum Service {
    DISCOVERY("discovery", 8761, 96),
    GATEWAY("gateway", 8080, 160),
    IDENTITY("identity-service", 8101, 160),
    EVENT("event-service", 8102, 160),
    BOOKING("booking-service", 8103, 192),
    WAITLIST("waitlist-service", 8104, 128),
    NOTIFICATION("notification-service", 8105, 160),
    ANALYTICS("analytics-service", 8106, 128),
    PAYMENT_SANDBOX("payment-sandbox", 8107, 96);

    private final String module;
    private final int basePort;
    private final int heapMebibytes;

    Service(String module, int basePort, int heapMebibytes) {
        this.module = module;
        this.basePort = basePort;
        this.heapMebibytes = heapMebibytes;
    }

    /** Name of its Maven module, of its process and, in the registry, of the service. */
    String module() {
        return module;
    }

    int basePort() {
        return basePort;
    }

    /** Most heap it needs under the standard preset. */
    int heapMebibytes() {
        return heapMebibytes;
    }

    /** Its databases, the first of which is its data source; without the shards of the bookings, see {@link Databases}. */
    List<String> databases() {
        return switch (this) {
            case DISCOVERY, GATEWAY, BOOKING -> List.of();
            case IDENTITY -> List.of("identity");
            case EVENT -> List.of("event");
            case WAITLIST -> List.of("waitlist");
            case NOTIFICATION -> List.of("notification");
            case ANALYTICS -> List.of("analytics");
            case PAYMENT_SANDBOX -> List.of("payment_sandbox");
        };
    }

    static List<String> allDatabases() {
        return Arrays.stream(values())
                .flatMap(service -> service.databases().stream())
                .toList();
    }
}

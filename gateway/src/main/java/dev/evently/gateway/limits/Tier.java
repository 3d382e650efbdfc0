package dev.evently.gateway.limits;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What requests are counted together by. Where several refuse a request, the client is told of the first. */
enum Tier {
    /** Logins to one account from one address, and mails to reset its password: nobody uses up what others have elsewhere. */
    LOGIN_ACCOUNT("login-account"),
    /** Logins and registrations from one address, and requests for such mails. */
    LOGIN_ADDRESS("login-address"),
    /** Bookings begun by one user. */
    BOOKINGS("bookings"),
    /** Requests from one address: an IPv4 address, or the network of 64 bits that an IPv6 client has to itself. */
    ADDRESS("address"),
    /** Requests to one route of the gateway. */
    ROUTE("route"),
    /** All requests. */
    GLOBAL("global");

    private final String wire;

    Tier(String wire) {
        this.wire = wire;
    }

    /** Its name in headers, answers, metrics and Redis. */
    String wire() {
        return wire;
    }

    /** In seconds. What counts everybody must let the administrator, who may have set it too low, try again soon. */
    int longestWindow() {
        return switch (this) {
            case ADDRESS, ROUTE, GLOBAL -> 60;
            case LOGIN_ACCOUNT, LOGIN_ADDRESS, BOOKINGS -> Limit.LONGEST_WINDOW;
        };
    }

    static String wires() {
        return Arrays.stream(values()).map(Tier::wire).collect(Collectors.joining(", "));
    }

    static Optional<Tier> of(String wire) {
        return Arrays.stream(values()).filter(tier -> tier.wire.equals(wire)).findFirst();
    }
}

package dev.evently.gateway.routing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * From which address a client speaks. Each trusted proxy adds whom it was asked by to {@code X-Forwarded-For}; so the entry
 * that the first of them has written is the client, and what stands before it anybody could have written.
 */
public final class ClientAddresses {

    static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final int NETWORK_BYTES = 8;

    private final int trustedProxies;

    ClientAddresses(int trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** Whom the trusted proxies name; nobody where there are none, or where they have not all named somebody. */
    Optional<InetSocketAddress> forwarded(ServerHttpRequest request) {
        if (trustedProxies == 0) {
            return Optional.empty();
        }
        List<String> chain = request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
        return chain.size() < trustedProxies ? Optional.empty() : parsed(chain.get(chain.size() - trustedProxies));
    }

    boolean trustsProxies() {
        return trustedProxies > 0;
    }

    private static Optional<InetSocketAddress> parsed(String entry) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(withoutPort(entry)), 0));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String entry) {
        int bracket = entry.indexOf(']');
        if (entry.startsWith("[") && bracket > 0) {
            return entry.substring(1, bracket);
        }
        int colon = entry.indexOf(':');
        return colon > 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }

    /**
     * The network that one client has to itself: an IPv4 address, or the first 64 bits of an IPv6 address, of which a client
     * can take any number.
     */
    public static String networkOf(@Nullable InetSocketAddress client) {
        InetAddress address = client == null ? null : client.getAddress();
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
            StringBuilder text = new StringBuilder();
            for (int n = 0; n < NETWORK_BYTES; n += 2) {
                text.append(Integer.toHexString(((network[n] & 0xff) << Byte.SIZE) | (network[n + 1] & 0xff)))
                        .append(':');
            }
            return text.append(":/64").toString();
        }
        return address == null ? "unknown" : address.getHostAddress();
    }
}

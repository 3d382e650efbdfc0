package dev.evently.gateway.routing;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.StringUtils;

/** From which address a client speaks: the peer of the connection, or whom a trusted proxy names. */
public final class ClientAddresses {

    static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Pattern trustedProxies;

    ClientAddresses(Pattern trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** The last address of the forwarding chain that is not a trusted proxy; what stands before it anybody could write. */
    public String of(ServerHttpRequest request) {
        String address = peerOf(request);
        List<String> chain = request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
                .flatMap(header -> List.of(StringUtils.commaDelimitedListToStringArray(header)).stream())
                .map(String::strip)
                .toList();
        for (int next = chain.size() - 1; next >= 0 && isTrusted(address); next--) {
            address = chain.get(next);
        }
        return address;
    }

    boolean comesFromTrustedProxy(ServerHttpRequest request) {
        return isTrusted(peerOf(request));
    }

    private boolean isTrusted(String address) {
        return trustedProxies.matcher(address).matches();
    }

    private static String peerOf(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null || remote.getAddress() == null
                ? ""
                : remote.getAddress().getHostAddress();
    }
}

package dev.evently.identity.caller;

import dev.evently.platform.docs.NotSent;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from. Neither part proves anything; they help a person to recognise a session.
 *
 * @param address the client's IP address as text, null when it is not known
 * @param userAgent the beginning of what the client calls itself, null when it does not say
 */
@NotSent
public record Origin(@Nullable String address, @Nullable String userAgent) {

    static final int USER_AGENT_LENGTH = 120;

    private static final int CUSTOMER_BYTES = 8;
    private static final int IPV4_REGION_BYTES = 3;
    private static final int IPV6_REGION_BYTES = 6;

    /** An origin without what cannot be read as an address, and with a user agent that is not too long. */
    static Origin of(@Nullable String address, @Nullable String userAgent) {
        InetAddress parsed = parsed(address);
        return new Origin(
                parsed == null ? null : parsed.getHostAddress(),
                userAgent == null || userAgent.isBlank()
                        ? null
                        : userAgent
                                .strip()
                                .substring(
                                        0,
                                        Math.min(
                                                USER_AGENT_LENGTH,
                                                userAgent.strip().length())));
    }

    /**
     * What one customer of a provider has to himself: an IPv4 address, or the first 64 bits of an IPv6 address, of which he
     * may choose the rest. Origins without an address share one.
     */
    public String network() {
        InetAddress parsed = parsed(address);
        if (parsed == null) {
            return "unknown";
        }
        return parsed instanceof Inet6Address ? cut(parsed, CUSTOMER_BYTES) : parsed.getHostAddress();
    }

    /** A part of the world too large to find anybody in: an IPv4 address without its last 8 bits, the first 48 of an IPv6 one. */
    public @Nullable String region() {
        InetAddress parsed = parsed(address);
        if (parsed == null) {
            return null;
        }
        return parsed instanceof Inet6Address
                ? cut(parsed, IPV6_REGION_BYTES) + "/" + IPV6_REGION_BYTES * Byte.SIZE
                : cut(parsed, IPV4_REGION_BYTES) + "/" + IPV4_REGION_BYTES * Byte.SIZE;
    }

    private static String cut(InetAddress address, int bytes) {
        byte[] kept = address.getAddress();
        Arrays.fill(kept, bytes, kept.length, (byte) 0);
        try {
            return InetAddress.getByAddress(kept).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address keeps its length", e);
        }
    }

    private static @Nullable InetAddress parsed(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            int zone = address.indexOf('%');
            return InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

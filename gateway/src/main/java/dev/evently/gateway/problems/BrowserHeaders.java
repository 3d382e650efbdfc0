package dev.evently.gateway.problems;

import java.util.Map;

/** What browsers are told of an answer that is data and no page: to do nothing with it. */
public final class BrowserHeaders {

    public static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-XSS-Protection", "0",
            "Referrer-Policy", "no-referrer");
    public static final String CSP = "Content-Security-Policy";
    public static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /** Browsers ignore it without TLS (RFC 6797, section 8.1). */
    public static final String HSTS = "Strict-Transport-Security";

    public static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    private BrowserHeaders() {}
}

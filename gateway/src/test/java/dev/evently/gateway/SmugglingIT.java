package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that two servers in a row could take for another number of requests (RFC 9112, section 11.2): the second of two is
 * hidden in the body of the first.
 */
class SmugglingIT extends GatewayTest {

    private static final String BEGINNING =
            "POST /api/v1/webhooks/payments HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    private static final String HIDDEN = "GET /api/v1/bookings/hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 0",
                "Content-Length: 5, 0",
                "Content-Length: +5",
                "Content-Length: 5\r\nTransfer-Encoding: xchunked",
                "Content-Length: 5\r\nTransfer-Encoding : chunked",
                "Content-Length: 5\r\nTransfer-Encoding: chunked, identity",
                "Content-Length: 5\r\n Transfer-Encoding: chunked",
                "Transfer-Encoding: \tchunk\r\nContent-Length: 5"
            })
    void areNeverTakenForTwo(String headers) throws Exception {
        String answer = exchange(BEGINNING + headers + "\r\n\r\n0\r\n\r\n" + HIDDEN);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void anHonestRequestBesidePasses() throws Exception {
        String answer = exchange(BEGINNING + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }
}

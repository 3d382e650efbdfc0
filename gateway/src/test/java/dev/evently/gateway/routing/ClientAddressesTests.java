package dev.evently.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 192.0.2.1                        | 192.0.2.1
            1 | 203.0.113.9, 192.0.2.1           | 192.0.2.1
            2 | 203.0.113.9, 192.0.2.1, 10.0.0.1 | 192.0.2.1
            1 | 192.0.2.1:4711                   | 192.0.2.1
            1 | [2001:db8::1]:4711               | 2001:db8:0:0:0:0:0:1
            1 | ::ffff:192.0.2.1                 | 192.0.2.1
            """)
    void believesAsManyEntriesAsThereAreProxies(int proxies, String chain, String client) {
        assertThat(new ClientAddresses(proxies).forwarded(request(chain)))
                .map(address -> address.getAddress().getHostAddress())
                .hasValue(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 192.0.2.1
            2 | 192.0.2.1
            1 | a.example
            1 | ''
            1 | 192.0.2.1,
            1 | 0x7f.1
            """)
    void believesNothingElse(int proxies, String chain) {
        assertThat(new ClientAddresses(proxies).forwarded(request(chain))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::,2001:db8:1:2::/64",
        "2001:db8:1:3::,2001:db8:1:3::/64",
        "::ffff:192.0.2.1,192.0.2.1"
    })
    void countsAnIpv6NetworkAsOneClient(String address, String network) {
        assertThat(ClientAddresses.networkOf(new InetSocketAddress(InetAddress.ofLiteral(address), 1)))
                .isEqualTo(network);
    }

    @Test
    void knowsNoNetworkOfNobody() {
        assertThat(ClientAddresses.networkOf(null)).isEqualTo("unknown");
    }

    private static MockServerHttpRequest request(String chain) {
        return MockServerHttpRequest.get("/").header("X-Forwarded-For", chain).build();
    }
}

package dev.evently.identity.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTests {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            203.0.113.7,             203.0.113.7,           203.0.113.7
            2001:db8:1:2:3:4:5:6,    2001:db8:1:2:3:4:5:6,  2001:db8:1:2:0:0:0:0
            2001:db8:1:2::9,         2001:db8:1:2:0:0:0:9,  2001:db8:1:2:0:0:0:0
            ::ffff:203.0.113.7,      203.0.113.7,           203.0.113.7
            fe80::1%eth0,            fe80:0:0:0:0:0:0:1,    fe80:0:0:0:0:0:0:0
            localhost,               -,                     unknown
            '',                      -,                     unknown
            -,                       -,                     unknown
            """)
    void knowsAddressesAndNoNames(@Nullable String sent, @Nullable String address, String network) {
        Origin origin = Origin.of(sent, null);

        assertThat(origin.address()).isEqualTo(address);
        assertThat(origin.network()).isEqualTo(network);
    }

    @Test
    void keepsTheBeginningOfALongUserAgent() {
        assertThat(Origin.of(null, "agent ".repeat(100)).userAgent())
                .startsWith("agent agent")
                .hasSize(Origin.USER_AGENT_LENGTH);
        assertThat(Origin.of(null, "  ").userAgent()).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            203.0.113.7,             203.0.113.0/24
            2001:db8:1:2:3:4:5:6,    2001:db8:1:0:0:0:0:0/48
            somewhere,               -
            """)
    void showsNoMoreThanTheRegionOfAnAddress(String address, @Nullable String region) {
        assertThat(Origin.of(address, null).region()).isEqualTo(region);
    }
}

package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+tickets@Mail.Example.CO.uk",
                "o'neil@example.org",
                "a@b.xn--p1ai",
                " ada@example.org\n",
                "1234567890123456789012345678901234567890123456789012345678901234@example.org"
            })
    void takesAddressesOfPeople(String address) {
        assertThat(address).matches(EmailAddress.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@example",
                "ada@@example.org",
                "ada@exa mple.org",
                "ada..b@example.org",
                ".ada@example.org",
                "ada.@example.org",
                "ada@-example.org",
                "ada@example-.org",
                "ada@example..org",
                "ada@example.org,eve@example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "\"ada\"@example.org",
                "ada@[127.0.0.1]",
                "adä@example.org",
                "12345678901234567890123456789012345678901234567890123456789012345@example.org"
            })
    void refusesWhatIsNoAddress(String address) {
        assertThat(address).doesNotMatch(EmailAddress.PATTERN);
    }

    @Test
    void isTheSameHoweverItIsTyped() {
        assertThat(EmailAddress.of("\tAda@Example.ORG ")).isEqualTo(EmailAddress.of("ada@example.org"));
    }
}

package dev.evently.booking.ticket.web;

import dev.evently.booking.ticket.TicketCodes;
import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The keys of ticket codes, each 32 bytes in base 64.
 *
 * @param signingKey the key that codes are made under
 * @param retiredKeys keys that were used before and whose codes still open doors
 */
@ConfigurationProperties("evently.tickets")
@Validated
record TicketSettings(
        @NotBlank String signingKey, @DefaultValue List<@NotBlank String> retiredKeys) {

    TicketCodes codes() {
        return new TicketCodes(
                decode(signingKey),
                retiredKeys.stream().map(TicketSettings::decode).toList());
    }

    private static byte[] decode(String key) {
        return Base64.getDecoder().decode(key);
    }
}

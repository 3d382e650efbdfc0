package dev.evently.notification.mail;

import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mail is sent.
 *
 * @param from the sender, an RFC 5322 mailbox; its domain also ends the Message-IDs
 * @param batchSize how many mails are sent in one round and, as a rule, settled together
 * @param pollInterval how long to wait before looking again for mails that became due
 * @param lease how long a mail that is being sent is left alone by others; longer than a round takes
 * @param firstRetry delay after the first failure; doubles with each further one
 * @param longestRetry the most a retry is delayed
 * @param giveUpAfter age at which a mail that could not be sent is given up
 */
@ConfigurationProperties("evently.mail")
@Validated
record MailSettings(
        @NotNull InternetAddress from,
        @DefaultValue("50") @Min(1) int batchSize,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("6m") Duration lease,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("15m") Duration longestRetry,
        @DefaultValue("3d") Duration giveUpAfter) {

    /** When to try again after so many failed attempts. */
    Duration retryAfter(int attempts) {
        Duration delay = firstRetry;
        for (int failed = 1; failed < attempts && delay.compareTo(longestRetry) < 0; failed++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestRetry) < 0 ? delay : longestRetry;
    }

    String domain() {
        String address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }
}

package dev.evently.notification;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A real SMTP server for the tests of this JVM, which takes mail for anybody. */
public final class MailServer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final GreenMail SERVER = started();

    private MailServer() {}

    private static GreenMail started() {
        GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
        server.start();
        GreenMail restartable =
                new GreenMail(new ServerSetup(server.getSmtp().getPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.stop();
        restartable.start();
        return restartable;
    }

    public static int port() {
        return SERVER.getSmtp().getServerSetup().getPort();
    }

    /** Goes away, and forgets what it has. */
    public static void stop() {
        SERVER.stop();
    }

    /** Comes back on the same port. */
    public static void start() {
        SERVER.start();
    }

    /** Has the server answer 451 to mails for an address, which asks to try again later, for as long as something runs. */
    public static void puttingOff(String address, Runnable meanwhile) {
        UserManager users = SERVER.getManagers().getUserManager();
        MessageDeliveryHandler usual = users.getMessageDeliveryHandler();
        users.setMessageDeliveryHandler((mail, recipient) -> {
            if (recipient.getEmail().equals(address)) {
                throw new UserException("Not now");
            }
            return usual.handle(mail, recipient);
        });
        try {
            meanwhile.run();
        } finally {
            users.setMessageDeliveryHandler(usual);
        }
    }

    /** The mails to an address, in the order of arrival. */
    public static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .toList();
    }

    public static MimeMessage awaitMailTo(String address) {
        return awaitMailTo(address, mail -> true);
    }

    public static MimeMessage awaitMailTo(String address, Predicate<MimeMessage> fits) {
        return Awaitility.await("a mail to " + address)
                .atMost(PATIENCE)
                .until(() -> mailsTo(address).stream().filter(fits).toList(), found -> !found.isEmpty())
                .getFirst();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                    .map(InternetAddress.class::cast)
                    .anyMatch(to -> to.getAddress().equals(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Address {

        @Bean
        DynamicPropertyRegistrar mailServerAddress() {
            return properties -> properties.add("spring.mail.port", MailServer::port);
        }
    }
}

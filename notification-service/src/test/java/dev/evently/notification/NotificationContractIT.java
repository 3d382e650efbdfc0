package dev.evently.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.TestEvents;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds this service, as a consumer and as a producer, against the published contracts. */
@NotificationServiceTest
class NotificationContractIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DELIVERED = "dev.evently.notification.NotificationDelivered.v1";

    private final UUID userId = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "evently.bookings, dev.evently.booking.BookingConfirmed.v1, buyerId, booking.confirmed",
        "evently.bookings, dev.evently.booking.BookingCancelled.v1, buyerId, booking.cancelled",
        "evently.bookings, dev.evently.booking.BookingExpired.v1, buyerId, booking.expired",
        "evently.payments, dev.evently.payment.PaymentRefunded.v1, buyerId, payment.refunded",
        "evently.waitlist, dev.evently.waitlist.WaitlistOffered.v1, userId, waitlist.offered",
        "evently.waitlist, dev.evently.waitlist.WaitlistOfferExpired.v1, userId, waitlist.offer-expired"
    })
    void tellsOfWhatTheExampleSays(String topic, String type, String userField, String expected) {
        ObjectNode example = example(type).put(userField, userId.toString());

        publish(topic, type, example);

        JsonNode notification = new Api(port, userId).awaitNotifications(1).getFirst();
        assertThat(notification.path("type").asString()).isEqualTo(expected);
        assertThat(notification.at("/data/eventId")).isEqualTo(example.path("eventId"));
    }

    @Test
    void writesToTheExampleUserAboutTheExampleEvent() throws Exception {
        publish(Topics.EVENTS, "dev.evently.event.EventPublished.v1");
        publish(Topics.EVENTS, "dev.evently.event.EventUpdated.v1");
        publish(Topics.EVENTS, "dev.evently.event.EventCancelled.v1");
        String email = "user-" + userId + "@example.org";
        publish(
                Topics.USERS,
                "dev.evently.identity.UserRegistered.v1",
                example("dev.evently.identity.UserRegistered.v1")
                        .put("userId", userId.toString())
                        .put("email", email));
        try (KafkaProbe probe = KafkaProbe.on(Topics.NOTIFICATIONS)) {
            String type = "dev.evently.booking.BookingConfirmed.v1";
            publish(Topics.BOOKINGS, type, example(type).put("buyerId", userId.toString()));

            MimeMessage mail = MailServer.awaitMailTo(email);
            assertThat(mail.getSubject()).isEqualTo("Your tickets for Northern Lights Orchestra & Friends");
            CloudEvent delivered = probe.awaitType(
                    DELIVERED,
                    event -> KafkaProbe.data(event).path("userId").asString().equals(userId.toString()));
            Contracts.assertValid(DELIVERED, delivered);
            assertThat(delivered.getSource()).hasToString("/notification-service");
        }
    }

    @Test
    void readsRecordsOfLaterVersions() {
        String type = "dev.evently.booking.BookingConfirmed.v1";
        ObjectNode later = example(type).put("buyerId", userId.toString()).put("addedLater", "something");

        publish(Topics.BOOKINGS, type, later);

        assertThat(new Api(port, userId).awaitNotifications(1)).hasSize(1);
    }

    @Test
    void passesOverWhatItDoesNotKnowAndPutsPoisonAside() {
        String type = "dev.evently.booking.BookingConfirmed.v1";
        ObjectNode good = example(type).put("buyerId", userId.toString());
        String key = good.path("bookingId").asString();
        try (KafkaProbe deadLetters = KafkaProbe.on(Topics.BOOKINGS + ".dlt")) {
            TestEvents.publish(Topics.BOOKINGS, key, "dev.evently.booking.SomethingNew.v1", key, "{}");
            CloudEvent poison = TestEvents.publish(
                    Topics.BOOKINGS,
                    key,
                    type,
                    key,
                    good.deepCopy().put("total", "much").toString());
            TestEvents.publish(Topics.BOOKINGS, key, type, key, good.toString());

            List<JsonNode> told = new Api(port, userId).awaitNotifications(1);

            assertThat(told).hasSize(1);
            deadLetters.awaitType(type, event -> event.getId().equals(poison.getId()));
        }
    }

    private static ObjectNode example(String type) {
        return (ObjectNode) JSON.readTree(Contracts.example(type));
    }

    private static void publish(String topic, String type) {
        publish(topic, type, example(type));
    }

    private static void publish(String topic, String type, ObjectNode data) {
        Contracts.assertValid(type, data.toString());
        String key = data.path(data.has("entryId") ? "entryId" : "eventId")
                .asString(data.path("userId").asString());
        TestEvents.publish(topic, key, type, key, data.toString());
    }
}

package dev.evently.waitlist.offers;

import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Holds made by booking-service over its internal API. Whatever goes wrong on the way, nothing is known of the hold. */
@Component
class BookingServiceHolds implements Holds {

    private static final Logger log = LoggerFactory.getLogger(BookingServiceHolds.class);

    private final RestClient bookingService;
    private final OfferSettings settings;

    BookingServiceHolds(RestClient bookingService, OfferSettings settings) {
        this.bookingService = bookingService;
        this.settings = settings;
    }

    @Override
    public Answer hold(Party party, OfferId offer) {
        try {
            return bookingService
                    .post()
                    .uri("/internal/v1/offers")
                    .header("Idempotency-Key", offer.value().toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(order(party, offer))
                    .exchangeForRequiredValue((request, response) -> answer(party, response));
        } catch (RuntimeException e) {
            return new Answer.Unknown(e.toString());
        }
    }

    private Order order(Party party, OfferId offer) {
        return new Order(
                offer.value(),
                party.line().eventId(),
                party.userId(),
                List.of(new Order.Item(party.line().productId(), party.quantity())),
                settings.ttl().toSeconds());
    }

    private static Answer answer(Party party, ConvertibleClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            HeldBooking booking = response.bodyTo(HeldBooking.class);
            return booking == null || booking.expiresAt() == null
                    ? new Answer.Unknown("the hold has ended by now, its events will tell")
                    : new Answer.Held(new Hold(booking.id(), booking.expiresAt()));
        }
        return switch (status.value()) {
            case 404 -> new Answer.NotOnSale();
            case 409 -> conflict(party, problem(response));
            case 400, 422 -> new Answer.Refused(problem(response).toString());
            default -> new Answer.Unknown("status " + status.value());
        };
    }

    private static Answer conflict(Party party, JsonNode problem) {
        return switch (problem.path("type").asString("")) {
            case "/problems/sold-out" -> new Answer.SoldOut(left(party, problem));
            case "/problems/not-on-sale" -> new Answer.NotOnSale();
            case "/problems/buyer-limit" -> new Answer.Refused(problem.toString());
            default -> new Answer.Unknown(problem.toString());
        };
    }

    /** How many places the problem says are left; without a word of it, any smaller party may still fit. */
    private static int left(Party party, JsonNode problem) {
        String productId = party.line().productId().toString();
        return problem.path("products")
                .valueStream()
                .filter(product -> product.path("productId").asString("").equals(productId))
                .mapToInt(product -> product.path("available").asInt(0))
                .findFirst()
                .orElse(party.quantity() - 1);
    }

    private static JsonNode problem(ConvertibleClientHttpResponse response) {
        JsonNode body = response.bodyTo(JsonNode.class);
        return body == null ? MissingNode.getInstance() : body;
    }

    @Override
    public boolean giveBack(UUID bookingId) {
        try {
            int status = bookingService
                    .delete()
                    .uri("/internal/v1/offers/{booking}", bookingId)
                    .exchangeForRequiredValue(
                            (request, response) -> response.getStatusCode().value());
            return switch (status) {
                case 204, 404, 409 -> true;
                default -> {
                    log.warn("Hold {} is given back later: status {}", bookingId, status);
                    yield false;
                }
            };
        } catch (RuntimeException e) {
            log.warn("Hold {} is given back later: {}", bookingId, e.toString());
            return false;
        }
    }

    private record Order(UUID offerId, UUID eventId, UUID buyerId, List<Item> items, long ttlSeconds) {

        private record Item(UUID productId, int quantity) {}
    }

    /** The booking; without an end once it is no hold any more. */
    private record HeldBooking(UUID id, @Nullable Instant expiresAt) {}
}

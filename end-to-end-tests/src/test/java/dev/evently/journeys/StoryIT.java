package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.client.AccountApi;
import dev.evently.client.ApiException;
import dev.evently.client.BookingApi;
import dev.evently.client.CheckInApi;
import dev.evently.client.EventApi;
import dev.evently.client.InventoryApi;
import dev.evently.client.NotificationApi;
import dev.evently.client.OrganizerApi;
import dev.evently.client.PaymentApi;
import dev.evently.client.ReportApi;
import dev.evently.client.SearchApi;
import dev.evently.client.SessionApi;
import dev.evently.client.TicketApi;
import dev.evently.client.VenueApi;
import dev.evently.client.WaitlistApi;
import dev.evently.client.model.BookingResponse;
import dev.evently.client.model.BookingResponseStatus;
import dev.evently.client.model.CancelBody;
import dev.evently.client.model.CancellationResponse;
import dev.evently.client.model.CheckInRequest;
import dev.evently.client.model.CheckInResponse;
import dev.evently.client.model.CheckInResponseStatus;
import dev.evently.client.model.EntryView;
import dev.evently.client.model.EntryViewStatus;
import dev.evently.client.model.EventPlan;
import dev.evently.client.model.EventPlanProductPlan;
import dev.evently.client.model.EventReport;
import dev.evently.client.model.EventStatus;
import dev.evently.client.model.EventView;
import dev.evently.client.model.HoldBody;
import dev.evently.client.model.HoldLine;
import dev.evently.client.model.JoinRequest;
import dev.evently.client.model.MemberRequest;
import dev.evently.client.model.NotificationResponse;
import dev.evently.client.model.OrganizerRequest;
import dev.evently.client.model.Overview;
import dev.evently.client.model.PaymentRequest;
import dev.evently.client.model.PaymentRequestMethod;
import dev.evently.client.model.PaymentResponse;
import dev.evently.client.model.PaymentResponseStatus;
import dev.evently.client.model.RefreshTokenRequest;
import dev.evently.client.model.SessionTokens;
import dev.evently.client.model.TeamMember;
import dev.evently.client.model.TeamRole;
import dev.evently.client.model.TicketItem;
import dev.evently.client.model.TicketItemStatus;
import dev.evently.client.model.Venue;
import dev.evently.client.model.VenueRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole story, as the program of another team lives it: through the client that is generated from the document. */
class StoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PRICE = 4200;

    @Test
    void onePlaceIsSoldGivenBackAndSoldAgain() throws Exception {
        Visitor organizer = Visitor.newcomer("Olga Organizer");
        Visitor doorkeeper = Visitor.newcomer("Dora Doorkeeper");
        Visitor first = Visitor.newcomer("Fred First");
        Visitor second = Visitor.newcomer("Sarah Second");

        EventView event = organizerSells(organizer, doorkeeper);
        BookingResponse booking = firstBuys(first, event);
        secondWaits(second, event);
        firstCancels(first, booking);
        BookingResponse offered = secondTakesTheOffer(second);
        doorOpens(doorkeeper, second, event, offered);
        everybodyIsTold(first, second);
        figuresAreRight(organizer, event);
        sessionsEnd(first);
    }

    private static EventView organizerSells(Visitor organizer, Visitor doorkeeper) throws Exception {
        OrganizerApi organizers = new OrganizerApi(organizer.client());
        UUID organizerId = organizers
                .foundOrganizer(new OrganizerRequest().name("Olga's stage"), key())
                .getId();
        UUID doorkeeperId =
                new AccountApi(doorkeeper.client()).readOwnAccount(null).getId();
        organizers.appointMember(organizerId, doorkeeperId, new MemberRequest().role(TeamRole.CHECK_IN), null);
        assertThat(organizers.listMembers(organizerId, 100, null, null).getItems())
                .extracting(TeamMember::getRole)
                .containsExactly(TeamRole.OWNER, TeamRole.CHECK_IN);
        Venue venue = new VenueApi(organizer.client()).openVenue(venue(organizerId), key());

        EventApi events = new EventApi(organizer.client());
        EventView draft = events.draftEvent(plan(organizerId, venue), key());
        assertThat(draft.getStatus()).isEqualTo(EventStatus.DRAFT);
        assertThat(Objects.requireNonNull(draft.getVenue()).getCity()).isEqualTo("Berlin");
        EventView published = events.publishEvent(draft.getId(), null);
        assertThat(published.getStatus()).isEqualTo(EventStatus.PUBLISHED);
        assertThat(published.getPublishedAt()).isNotNull();
        InventoryApi inventory = new InventoryApi(organizer.client());
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ApiException.class)
                .untilAsserted(() -> assertThat(inventory
                                .readAvailability(draft.getId(), null)
                                .getProducts()
                                .getFirst()
                                .getAvailable())
                        .isEqualTo(1));
        return published;
    }

    private static BookingResponse firstBuys(Visitor buyer, EventView event) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found(buyer, event.getTitle())).containsExactly(event.getId()));
        BookingApi bookings = new BookingApi(buyer.client());
        String key = key();
        BookingResponse held = bookings.placeBooking(key, order(event));
        assertThat(held.getStatus()).isEqualTo(BookingResponseStatus.HELD);
        assertThat(held.getTotal()).isEqualTo(PRICE);
        assertThat(held.getExpiresAt()).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
        assertThat(bookings.placeBooking(key, order(event))).isEqualTo(held);

        PaymentApi payments = new PaymentApi(buyer.client());
        buyer.refused(402, "payment-declined", () -> payments.payForBooking(held.getId(), key(), card("tok_declined")));
        PaymentResponse paid = payments.payForBooking(held.getId(), key(), card("tok_ok"));
        assertThat(paid.getStatus()).isEqualTo(PaymentResponseStatus.CAPTURED);
        assertThat(paid.getBooking().getStatus()).isEqualTo(BookingResponseStatus.CONFIRMED);

        TicketItem ticket = ticketOf(buyer, held);
        assertThat(ticket.getStatus()).isEqualTo(TicketItemStatus.VALID);
        TicketApi tickets = new TicketApi(buyer.client());
        assertThat(Files.readAllBytes(
                        tickets.readTicketPicture(ticket.getId(), null).toPath()))
                .startsWith(0x89, 'P', 'N', 'G');
        assertThat(Files.readAllBytes(
                        tickets.readTicketPage(ticket.getId(), null).toPath()))
                .startsWith('%', 'P', 'D', 'F');
        return bookings.readBooking(held.getId(), null);
    }

    private static void secondWaits(Visitor buyer, EventView event) throws Exception {
        buyer.refused(409, "sold-out", () -> new BookingApi(buyer.client()).placeBooking(key(), order(event)));
        EntryView entry = new WaitlistApi(buyer.client())
                .joinWaitlist(
                        event.getId(),
                        new JoinRequest().productId(productOf(event)).quantity(1),
                        key());
        assertThat(entry.getStatus()).isEqualTo(EntryViewStatus.WAITING);
        assertThat(entry.getPosition()).isEqualTo(1);
    }

    private static void firstCancels(Visitor buyer, BookingResponse booking) throws Exception {
        CancellationResponse cancelled =
                new BookingApi(buyer.client()).cancelBooking(booking.getId(), new CancelBody());
        assertThat(cancelled.getStatus()).isEqualTo(BookingResponseStatus.CANCELLED);
        assertThat(Objects.requireNonNull(cancelled.getRefund()).getAmount()).isEqualTo(PRICE);
    }

    private static BookingResponse secondTakesTheOffer(Visitor buyer) throws Exception {
        WaitlistApi waitlist = new WaitlistApi(buyer.client());
        EntryView offered = await().atMost(PATIENCE)
                .until(
                        () -> waitlist.listOwnWaitlistEntries(20, null, null)
                                .getItems()
                                .getFirst(),
                        entry -> entry.getStatus() == EntryViewStatus.OFFERED);
        UUID booking = Objects.requireNonNull(offered.getBookingId());
        PaymentResponse paid = new PaymentApi(buyer.client()).payForBooking(booking, key(), card("tok_ok"));
        assertThat(paid.getStatus()).isEqualTo(PaymentResponseStatus.CAPTURED);
        return paid.getBooking();
    }

    private static void doorOpens(Visitor doorkeeper, Visitor buyer, EventView event, BookingResponse booking)
            throws Exception {
        CheckInApi door = new CheckInApi(doorkeeper.client());
        CheckInRequest shown =
                new CheckInRequest().code(ticketOf(buyer, booking).getCode());
        String key = key();
        CheckInResponse admitted = await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ApiException.class)
                .until(() -> door.admitTicket(event.getId(), shown, key), Objects::nonNull);
        assertThat(admitted.getStatus()).isEqualTo(CheckInResponseStatus.ADMITTED);
        assertThat(door.admitTicket(event.getId(), shown, key)).isEqualTo(admitted);
        doorkeeper.refused(409, "already-admitted", () -> door.admitTicket(event.getId(), shown, key()));
    }

    private static void everybodyIsTold(Visitor first, Visitor second) throws Exception {
        for (Visitor buyer : List.of(first, second)) {
            NotificationApi notifications = new NotificationApi(buyer.client());
            NotificationResponse newest = await().atMost(PATIENCE)
                    .until(
                            () -> notifications
                                    .listOwnNotifications(1, null, null)
                                    .getItems(),
                            items -> !items.isEmpty())
                    .getFirst();
            notifications.markNotificationRead(newest.getId());
        }
        NotificationApi notifications = new NotificationApi(second.client());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notifications
                                .listOwnNotifications(50, null, null)
                                .getItems())
                        .extracting(NotificationResponse::getType)
                        .contains("waitlist.offered", "booking.confirmed"));
        String next = notifications.listOwnNotifications(1, null, null).getNext();
        assertThat(notifications.listOwnNotifications(1, next, null).getItems()).hasSize(1);
    }

    private static void figuresAreRight(Visitor organizer, EventView event) throws Exception {
        ReportApi reports = new ReportApi(organizer.client());
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(ApiException.class).untilAsserted(() -> {
            EventReport report = reports.readEventReport(event.getId(), null);
            assertThat(report.getSold()).isEqualTo(1);
            assertThat(report.getRevenue()).isEqualTo(PRICE);
            assertThat(report.getConversion().getPaid()).isEqualTo(2);
        });
        organizer.refused(403, "forbidden", () -> reports.readOverview(null));
        Visitor admin = Visitor.nobody()
                .login("admin@evently.example", RunningSuite.shared().secret("demo.admin"));
        Overview overview = new ReportApi(admin.client()).readOverview(null);
        assertThat(overview.getCustomers()).isPositive();
        assertThat(overview.getTopEvents()).isNotEmpty();
    }

    private static void sessionsEnd(Visitor visitor) throws Exception {
        SessionApi sessions = new SessionApi(visitor.client());
        String refreshToken = Objects.requireNonNull(visitor.tokens()).getRefreshToken();
        SessionTokens renewed = sessions.refreshSession(new RefreshTokenRequest().refreshToken(refreshToken));
        assertThat(renewed.getRefreshToken()).isNotEqualTo(refreshToken);
        Visitor again = visitor.with(renewed);
        assertThat(new AccountApi(again.client()).readOwnAccount(null).getDisplayName())
                .isEqualTo("Fred First");
        RefreshTokenRequest last = new RefreshTokenRequest().refreshToken(renewed.getRefreshToken());
        new SessionApi(again.client()).logout(last);
        again.refused(401, "invalid-refresh-token", () -> sessions.refreshSession(last));
        AccountApi account = new AccountApi(again.client());
        await().atMost(PATIENCE)
                .untilAsserted(() -> again.refused(401, "unauthenticated", () -> account.readOwnAccount(null)));
    }

    private static List<UUID> found(Visitor visitor, String title) throws ApiException {
        return new SearchApi(visitor.client())
                        .searchEvents(
                                title, null, null, null, null, null, null, null, null, null, null, null, null, null,
                                null, null)
                        .getItems()
                        .stream()
                        .map(listing -> listing.getId())
                        .toList();
    }

    private static TicketItem ticketOf(Visitor buyer, BookingResponse booking) throws ApiException {
        List<TicketItem> tickets =
                new TicketApi(buyer.client()).listTickets(booking.getId(), null).getItems();
        assertThat(tickets).hasSize(1);
        return tickets.getFirst();
    }

    private static VenueRequest venue(UUID organizerId) {
        return new VenueRequest()
                .organizerId(organizerId)
                .name("The hall")
                .address("Street 1")
                .city("Berlin")
                .country("DE")
                .latitude(52.5)
                .longitude(13.4)
                .timezone("Europe/Berlin")
                .capacity(100);
    }

    private static EventPlan plan(UUID organizerId, Venue venue) {
        OffsetDateTime start =
                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).plusDays(30);
        return new EventPlan()
                .organizerId(organizerId)
                .venueId(venue.getId())
                .title("One place " + UUID.randomUUID())
                .description("An evening with a single place.")
                .category("music")
                .startsAt(start)
                .endsAt(start.plusHours(3))
                .timezone("Europe/Berlin")
                .currency("EUR")
                .addProductsItem(new EventPlanProductPlan()
                        .name("The place")
                        .price(PRICE)
                        .capacity(1)
                        .maxPerBooking(1));
    }

    private static UUID productOf(EventView event) {
        return event.getProducts().getFirst().getId();
    }

    private static HoldBody order(EventView event) {
        return new HoldBody()
                .eventId(event.getId())
                .addItemsItem(new HoldLine().productId(productOf(event)).quantity(1));
    }

    private static PaymentRequest card(String token) {
        return new PaymentRequest()
                .method(new PaymentRequestMethod().type("card").token(token));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}

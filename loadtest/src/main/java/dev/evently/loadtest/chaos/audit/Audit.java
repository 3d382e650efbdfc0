package dev.evently.loadtest.chaos.audit;

import dev.evently.loadtest.chaos.crowd.Diary;
import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Compares everybody's books of one run with each other. */
public final class Audit {
    private static final Pattern BOOKING_IN_MAIL = Pattern.compile("Booking:?\\s+([0-9a-f-]{36})");
    private static final String TICKETS = "Your tickets for ";
    private static final String NOTICES = """
            SELECT (data ->> 'bookingId')::uuid AS booking, type, count(*) AS number
            FROM notification WHERE event_id = ANY (?) GROUP BY 1, 2
            """;

    private final Scene scene;
    private final Set<UUID> events;
    private final Instant since;

    /**
     * @param events those that the run sold
     * @param since when the run began; all payments since then are its own
     */
    public Audit(Scene scene, Set<UUID> events, Instant since) {
        this.scene = scene;
        this.events = Set.copyOf(events);
        this.since = since;
    }

    /**
     * Looks at every promise.
     *
     * @param diaries what the buyers were told
     * @param organizer the gateway as the owner of the events sees it
     */
    public List<Finding> findings(List<Diary> diaries, GatewayClient organizer)
            throws IOException, InterruptedException {
        try {
            Books books = books();
            Provider provider = provider();
            Broker broker = new Broker(scene.kafka());
            Effects effects = new Effects(sales(organizer), notices(), mails());
            return List.of(
                    StockPromises.nothingIsOversold(books),
                    MoneyPromise.everyCaptureHasTicketOrRefund(books, provider),
                    StreamPromise.everyEventWasPublished(books, broker.facts(events), broker.deadLetters()),
                    ConsumerPromise.eachEventHadItsEffectOnce(books, effects),
                    StockPromises.ledgerEqualsItsReplay(books),
                    ClientPromises.whatTheyWereToldIsTrue(books, diaries),
                    ClientPromises.oneBookingPerKey(books, diaries));
        } catch (SQLException e) {
            throw new IOException("A database cannot be read: " + e.getMessage(), e);
        }
    }

    private Books books() throws SQLException {
        List<Books> shards = new ArrayList<>();
        for (String shard : scene.shards()) {
            try (Connection connection = scene.connect(shard)) {
                shards.add(new ShardBooks(connection).read(events));
            }
        }
        return Books.together(shards);
    }

    private Provider provider() throws SQLException {
        try (Connection connection = scene.database("payment_sandbox")) {
            return Provider.read(connection, since);
        }
    }

    private Map<UUID, Effects.Sales> sales(GatewayClient organizer) throws IOException, InterruptedException {
        Map<UUID, Effects.Sales> sales = new HashMap<>();
        for (UUID event : events) {
            Answer answer = organizer.get("/api/v1/events/" + event + "/analytics");
            if (answer.status() != 200) {
                throw new IOException(answer.toString());
            }
            JsonNode report = answer.json();
            JsonNode conversion = report.path("conversion");
            sales.put(
                    event,
                    new Effects.Sales(
                            report.path("sold").asLong(),
                            report.path("revenue").asLong(),
                            conversion.path("held").asLong(),
                            conversion.path("paid").asLong()));
        }
        return sales;
    }

    private Map<Effects.Notice, Integer> notices() throws SQLException {
        Map<Effects.Notice, Integer> notices = new HashMap<>();
        try (Connection connection = scene.database("notification");
                PreparedStatement statement = connection.prepareStatement(NOTICES)) {
            Array ids = connection.createArrayOf("uuid", events.toArray());
            statement.setArray(1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    notices.put(
                            new Effects.Notice(rows.getObject("booking", UUID.class), rows.getString("type")),
                            rows.getInt("number"));
                }
            }
        }
        return notices;
    }

    private Map<UUID, Integer> mails() throws IOException, InterruptedException {
        Answer answer = GatewayClient.of(scene.mails()).get("/messages");
        if (answer.status() != 200) {
            throw new IOException("The mails cannot be read: " + answer.status());
        }
        Map<UUID, Integer> mails = new HashMap<>();
        for (JsonNode mail : answer.json().path("items")) {
            Matcher booking = BOOKING_IN_MAIL.matcher(mail.path("text").asString(""));
            if (mail.path("subject").asString("").startsWith(TICKETS) && booking.find()) {
                mails.merge(UUID.fromString(booking.group(1)), 1, Integer::sum);
            }
        }
        return mails;
    }
}

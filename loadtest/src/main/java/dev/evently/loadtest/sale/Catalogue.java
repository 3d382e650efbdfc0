package dev.evently.loadtest.sale;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The events of load runs, all of one organizer, published through the gateway as any organizer does it. */
public final class Catalogue {
    /** The most places that a product may have. */
    static final int CAPACITY = 1_000_000;

    private static final String API = "/api/v1";
    private static final int AT_ONCE = 4;
    private static final Duration ON_SALE_LIMIT = Duration.ofSeconds(60);

    private final GatewayClient organizer;
    private final Path folder;
    private final Clock clock;

    /**
     * @param data data folder of the suite, in which the ids of events are kept that later runs use again
     * @param organizer requests with the organizer's token
     */
    public Catalogue(Path data, GatewayClient organizer, Clock clock) {
        this.folder = data.resolve("bench");
        this.organizer = organizer;
        this.clock = clock;
    }

    /** New events, on sale. */
    public List<EventOnSale> publish(int number) throws IOException, InterruptedException {
        String organizerId = organizerId();
        List<EventOnSale> events =
                Parallel.map(AT_ONCE, IntStream.range(0, number).boxed().toList(), n -> publishOne(organizerId));
        places(events);
        return events;
    }

    /** Events on sale that are kept from run to run; those that are missing are published. */
    public List<EventOnSale> kept(int number) throws IOException, InterruptedException {
        Path file = folder.resolve("events");
        List<EventOnSale> events = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] ids = line.split(" ", 2);
                events.add(new EventOnSale(ids[0], ids[1]));
            }
        }
        int missing = number - events.size();
        if (missing > 0) {
            List<EventOnSale> added = publish(missing);
            events.addAll(added);
            Files.write(
                    file,
                    added.stream()
                            .map(event -> event.id() + " " + event.product())
                            .toList(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return List.copyOf(events.subList(0, number));
    }

    private String organizerId() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = folder.resolve("organizer");
        if (!Files.exists(file)) {
            Answer made = organizer.post(API + "/organizers", Map.of("name", "Load run"));
            Files.writeString(file, Api.require(made, 201).text("id"));
        }
        return Files.readString(file).strip();
    }

    private EventOnSale publishOne(String organizerId) throws IOException, InterruptedException {
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(300, ChronoUnit.DAYS);
        Map<String, ?> product = Map.of("name", "Standing", "price", 2500, "capacity", CAPACITY, "maxPerBooking", 10);
        Map<String, ?> draft = Map.of(
                "organizerId", organizerId,
                "title", "Load run",
                "description", "An event that only load runs sell",
                "category", "music",
                "startsAt", start.toString(),
                "endsAt", start.plus(3, ChronoUnit.HOURS).toString(),
                "timezone", "Europe/Berlin",
                "currency", "EUR",
                "products", List.of(product));
        Answer made = Api.require(organizer.post(API + "/events", draft), 201);
        String id = made.text("id");
        Api.require(organizer.post(API + "/events/" + id + "/publish", Map.of()), 200);
        return new EventOnSale(
                id, made.json().path("products").path(0).path("id").asString(""));
    }

    /** Where the places of these events are, in order; waits for events that are not on sale yet. */
    public List<Places> places(List<EventOnSale> events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ON_SALE_LIMIT.toNanos();
        return Parallel.map(AT_ONCE, events, event -> places(event, deadline));
    }

    private Places places(EventOnSale event, long deadline) throws IOException, InterruptedException {
        while (true) {
            Answer answer = organizer.get(API + "/events/" + event.id() + "/availability");
            JsonNode product = answer.json().path("products").path(0);
            if (answer.status() == 200 && !product.isMissingNode()) {
                return Places.of(product);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("A published event is not on sale: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** What the suite says is wrong between an event's ledger and its places; empty if nothing is. */
    public Optional<String> imbalance(EventOnSale event) throws IOException, InterruptedException {
        Answer account = Api.require(organizer.get(API + "/events/" + event.id() + "/inventory"), 200);
        return account.json().path("balanced").asBoolean(false) ? Optional.empty() : Optional.of(account.text());
    }
}

package dev.evently.local.demodata;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The venues and events of the demo, each as the body of the request that makes it. */
final class Catalogue {
    /** The event that is left with a single place. */
    static final String NEARLY_SOLD_OUT = "chamber";

    private record Venue(
            String key,
            String name,
            String address,
            String city,
            String country,
            double latitude,
            double longitude,
            String timezone,
            String currency,
            int capacity) {}

    private record Product(String name, long price, int capacity, int maxPerBooking) {}

    private record Event(
            String key,
            String venue,
            String title,
            String description,
            String category,
            int inDays,
            LocalTime start,
            int hours,
            List<Product> products) {}

    private static final List<Venue> VENUES = List.of(
            new Venue(
                    "berlin",
                    "Spree Hall",
                    "Muehlenstrasse 73",
                    "Berlin",
                    "DE",
                    52.5058,
                    13.4408,
                    "Europe/Berlin",
                    "EUR",
                    3500),
            new Venue(
                    "london",
                    "Docklands Theatre",
                    "21 Wapping Lane",
                    "London",
                    "GB",
                    51.5045,
                    -0.0596,
                    "Europe/London",
                    "GBP",
                    900),
            new Venue(
                    "newyork",
                    "Hudson Yard Loft",
                    "410 West 31st Street",
                    "New York",
                    "US",
                    40.7527,
                    -73.9967,
                    "America/New_York",
                    "USD",
                    600),
            new Venue(
                    "tokyo", "Sumida Dome", "2-8 Yokoami", "Tokyo", "JP", 35.6969, 139.7935, "Asia/Tokyo", "JPY", 5000),
            new Venue(
                    "bengaluru",
                    "Lalbagh Pavilion",
                    "14 Siddapura Road",
                    "Bengaluru",
                    "IN",
                    12.9507,
                    77.5848,
                    "Asia/Kolkata",
                    "INR",
                    1200));

    private static final List<Event> EVENTS = List.of(
            new Event(
                    "rock",
                    "berlin",
                    "Night of the Long Chords",
                    "Four bands, one stage, no seats.",
                    "music",
                    21,
                    LocalTime.of(19, 30),
                    4,
                    List.of(new Product("Standing", 4900, 2500, 8), new Product("Balcony", 7900, 400, 4))),
            new Event(
                    NEARLY_SOLD_OUT,
                    "berlin",
                    "Chamber Music by Candlelight",
                    "A string quartet plays for six guests.",
                    "music",
                    14,
                    LocalTime.of(20, 0),
                    2,
                    List.of(new Product("Seat", 12500, 6, 2))),
            new Event(
                    "cloud",
                    "berlin",
                    "Distributed Systems Day",
                    "Talks on logs, clocks and consensus.",
                    "conference",
                    45,
                    LocalTime.of(9, 0),
                    9,
                    List.of(new Product("Full day", 29900, 800, 5), new Product("Student", 4900, 100, 1))),
            new Event(
                    "hamlet",
                    "london",
                    "Hamlet",
                    "The whole play, in the round.",
                    "theatre",
                    10,
                    LocalTime.of(19, 0),
                    4,
                    List.of(new Product("Stalls", 6500, 500, 6), new Product("Gallery", 2500, 300, 6))),
            new Event(
                    "comedy",
                    "london",
                    "Late Laughs",
                    "Five comedians try their new material.",
                    "comedy",
                    5,
                    LocalTime.of(21, 0),
                    2,
                    List.of(new Product("Entry", 1800, 250, 10))),
            new Event(
                    "wine",
                    "london",
                    "An Evening of English Wine",
                    "Twelve wines and those who made them.",
                    "food",
                    30,
                    LocalTime.of(18, 0),
                    3,
                    List.of(new Product("Tasting", 5500, 80, 4))),
            new Event(
                    "jazz",
                    "newyork",
                    "Rooftop Jazz",
                    "A trio over the river; indoors when it rains.",
                    "music",
                    12,
                    LocalTime.of(19, 0),
                    3,
                    List.of(new Product("Table seat", 8500, 120, 6), new Product("Bar", 3500, 80, 4))),
            new Event(
                    "startup",
                    "newyork",
                    "Founders Demo Night",
                    "Ten teams, five minutes each.",
                    "conference",
                    33,
                    LocalTime.of(17, 30),
                    4,
                    List.of(new Product("General admission", 0, 400, 2))),
            new Event(
                    "sumo",
                    "tokyo",
                    "Sumo Autumn Exhibition",
                    "A day of bouts, from juniors to yokozuna.",
                    "sports",
                    60,
                    LocalTime.of(10, 0),
                    8,
                    List.of(new Product("Arena", 9800, 3000, 6), new Product("Ringside", 38000, 200, 2))),
            new Event(
                    "manga",
                    "tokyo",
                    "Manga Drawing Workshop",
                    "Draw eight pages and take them home.",
                    "workshop",
                    17,
                    LocalTime.of(13, 0),
                    4,
                    List.of(new Product("Place with material", 6500, 24, 2))),
            new Event(
                    "raga",
                    "bengaluru",
                    "Morning Ragas",
                    "Classical music from sunrise.",
                    "music",
                    26,
                    LocalTime.of(6, 0),
                    3,
                    List.of(new Product("Mat", 49900, 300, 6), new Product("Chair", 89900, 150, 6))),
            new Event(
                    "marathon",
                    "bengaluru",
                    "Garden City Half Marathon",
                    "21 km under the rain trees.",
                    "sports",
                    75,
                    LocalTime.of(5, 30),
                    5,
                    List.of(new Product("Runner", 150000, 1000, 1))));

    private Catalogue() {}

    /** Bodies for {@code POST /venues} without the organizer, by key. */
    static Map<String, Map<String, Object>> venues() {
        Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
        for (Venue venue : VENUES) {
            bodies.put(
                    venue.key,
                    Map.of(
                            "name", venue.name,
                            "address", venue.address,
                            "city", venue.city,
                            "country", venue.country,
                            "latitude", venue.latitude,
                            "longitude", venue.longitude,
                            "timezone", venue.timezone,
                            "capacity", venue.capacity));
        }
        return bodies;
    }

    /** The key of the venue of each event, by the event's key. */
    static Map<String, String> venuesOfEvents() {
        Map<String, String> venues = new LinkedHashMap<>();
        EVENTS.forEach(event -> venues.put(event.key, event.venue));
        return venues;
    }

    /** Body for {@code POST /events} without organizer and venue; the event is some days after {@code base}. */
    static Map<String, Object> event(String key, LocalDate base) {
        Event event =
                EVENTS.stream().filter(each -> each.key.equals(key)).findFirst().orElseThrow();
        Venue venue = VENUES.stream()
                .filter(each -> each.key.equals(event.venue))
                .findFirst()
                .orElseThrow();
        ZonedDateTime start = base.plusDays(event.inDays).atTime(event.start).atZone(ZoneId.of(venue.timezone));
        return Map.of(
                "title", event.title,
                "description", event.description,
                "category", event.category,
                "startsAt", start.toInstant().toString(),
                "endsAt", start.plus(event.hours, ChronoUnit.HOURS).toInstant().toString(),
                "timezone", venue.timezone,
                "currency", venue.currency,
                "products",
                        event.products.stream()
                                .map(product -> Map.of(
                                        "name", product.name,
                                        "price", product.price,
                                        "capacity", product.capacity,
                                        "maxPerBooking", product.maxPerBooking))
                                .toList());
    }
}

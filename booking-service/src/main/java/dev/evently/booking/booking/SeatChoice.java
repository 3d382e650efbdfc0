package dev.evently.booking.booking;

import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.Stock;
import dev.evently.booking.seat.Seat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The numbered seats of one request: those it names, and the best available for the rest. Lines that name none and sell the
 * same seats make one party, even if they are of several products.
 */
final class SeatChoice {

    private final Inventory inventory;
    private final List<HoldRequest.Line> lines;
    private final Stock stock;

    SeatChoice(Inventory inventory, HoldRequest request, Stock stock) {
        this.inventory = inventory;
        this.lines = request.lines();
        this.stock = stock;
    }

    /** What is wrong with the seats that are named, whoever has them; lines of unknown products are passed over. */
    List<PlaceHold.Result.Flaw> flaws() {
        List<PlaceHold.Result.Flaw> flaws = new ArrayList<>();
        Set<UUID> named = new HashSet<>();
        for (int line = 0; line < lines.size(); line++) {
            List<UUID> seats = lines.get(line).seats();
            if (seats.isEmpty()) {
                continue;
            }
            Optional<Product> product = inventory.product(lines.get(line).productId());
            if (product.isEmpty()) {
                continue;
            }
            if (product.get().seatQuota() == null) {
                flaws.add(new PlaceHold.Result.Flaw.NotSeated(line));
                continue;
            }
            for (int n = 0; n < seats.size(); n++) {
                Optional<Seat> seat = stock.seats().seat(seats.get(n));
                if (seat.isEmpty()) {
                    flaws.add(new PlaceHold.Result.Flaw.NoSuchSeat(line, n));
                } else if (!seat.get().quotaId().equals(product.get().seatQuota())) {
                    flaws.add(new PlaceHold.Result.Flaw.OtherCategory(line, n));
                } else if (!named.add(seat.get().id())) {
                    flaws.add(new PlaceHold.Result.Flaw.NamedTwice(line, n));
                }
            }
        }
        return flaws;
    }

    /** The named seats that are not free. */
    List<Seat> taken() {
        return named().filter(seat -> !stock.seats().isFree(seat)).toList();
    }

    /** The seats of each product, in no line twice; empty when too few are free. Those named are free. */
    Optional<Map<UUID, Queue<Seat>>> choose() {
        Map<UUID, Queue<Seat>> chosen = new HashMap<>();
        lines.forEach(line -> line.seats().forEach(id -> give(chosen, line.productId(), seat(id))));
        Collection<Seat> spokenFor = named().toList();
        for (Map.Entry<UUID, List<HoldRequest.Line>> party : parties().entrySet()) {
            int people = party.getValue().stream()
                    .mapToInt(HoldRequest.Line::quantity)
                    .sum();
            Optional<List<Seat>> best = stock.seats().best(party.getKey(), people, spokenFor);
            if (best.isEmpty()) {
                return Optional.empty();
            }
            Queue<Seat> rest = new ArrayDeque<>(best.get());
            party.getValue().forEach(line -> {
                for (int n = 0; n < line.quantity(); n++) {
                    give(chosen, line.productId(), rest.remove());
                }
            });
        }
        return Optional.of(chosen);
    }

    /** The lines that leave the choice open, by the quota of the seats they are about. */
    private Map<UUID, List<HoldRequest.Line>> parties() {
        Map<UUID, List<HoldRequest.Line>> parties = new LinkedHashMap<>();
        for (HoldRequest.Line line : lines) {
            UUID quota = inventory.product(line.productId()).orElseThrow().seatQuota();
            if (quota != null && line.seats().isEmpty()) {
                parties.computeIfAbsent(quota, none -> new ArrayList<>()).add(line);
            }
        }
        return parties;
    }

    private Stream<Seat> named() {
        return lines.stream().flatMap(line -> line.seats().stream()).map(this::seat);
    }

    private Seat seat(UUID id) {
        return stock.seats().seat(id).orElseThrow();
    }

    private static void give(Map<UUID, Queue<Seat>> chosen, UUID product, Seat seat) {
        chosen.computeIfAbsent(product, none -> new ArrayDeque<>()).add(seat);
    }
}

package dev.evently.booking.seat;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Where the seats of an event stand. It never changes, so that it may be kept and shared. */
public final class SeatLayout {

    private final SeatingPlan plan;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<UUID, Seat> byId = new HashMap<>();
    private final Map<String, UUID> quotas = new HashMap<>();
    private final Map<UUID, BitSet> byQuota = new HashMap<>();
    private final BitSet forAnybody = new BitSet();
    private final SeatRows rows;

    private SeatLayout(UUID eventId, SeatingPlan plan) {
        this.plan = plan;
        NameBasedGenerator ids = Generators.nameBasedGenerator(eventId);
        plan.categories().forEach(category -> quotas.put(category.key(), quotaOf(eventId, category.key())));
        List<Integer> starts = new ArrayList<>();
        BitSet gaps = new BitSet();
        for (SeatingPlan.Section section : plan.sections()) {
            for (SeatingPlan.Row row : section.rows()) {
                starts.add(seats.size());
                for (SeatingPlan.Block block : row.seats()) {
                    if (block.isGap()) {
                        gaps.set(seats.size());
                    } else {
                        block.numbers().forEach(number -> add(section, row, block, number, ids));
                    }
                }
            }
        }
        starts.add(seats.size());
        this.rows = new SeatRows(starts.stream().mapToInt(Integer::intValue).toArray(), gaps);
    }

    /** The seats of an event that is sold by the plan. */
    public static SeatLayout of(UUID eventId, SeatingPlan plan) {
        return new SeatLayout(eventId, plan);
    }

    /** The id of the quota that counts the seats of a category at an event, once any product sells them. */
    public static UUID quotaOf(UUID eventId, String category) {
        return Generators.nameBasedGenerator(eventId).generate("category/" + category);
    }

    private void add(
            SeatingPlan.Section section,
            SeatingPlan.Row row,
            SeatingPlan.Block block,
            String number,
            NameBasedGenerator ids) {
        SeatName name = new SeatName(section.name(), row.name(), number);
        UUID quota = quotas.get(Objects.requireNonNullElse(block.category(), row.category()));
        if (quota == null) {
            throw new IllegalArgumentException("The plan misses the category of " + name);
        }
        Seat seat = new Seat(
                seats.size(),
                name.idFrom(ids),
                name,
                quota,
                Boolean.TRUE.equals(block.accessible()),
                block.companionOf(),
                Boolean.TRUE.equals(block.restrictedView()));
        if (byId.put(seat.id(), seat) != null) {
            throw new IllegalArgumentException("The plan has two seats " + name);
        }
        seats.add(seat);
        byQuota.computeIfAbsent(quota, none -> new BitSet()).set(seat.position());
        forAnybody.set(seat.position(), seat.isForAnybody());
    }

    public SeatingPlan plan() {
        return plan;
    }

    /** All seats by position. */
    public List<Seat> seats() {
        return List.copyOf(seats);
    }

    public int size() {
        return seats.size();
    }

    public Seat at(int position) {
        return seats.get(position);
    }

    public Optional<Seat> seat(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether the quota counts seats of this event. */
    public boolean hasQuota(UUID quotaId) {
        return byQuota.containsKey(quotaId);
    }

    /** How many seats the quota counts. */
    public int countOf(UUID quotaId) {
        return ofQuota(quotaId).cardinality();
    }

    SeatRows rows() {
        return rows;
    }

    /** The positions of a quota's seats; not to be changed. */
    BitSet ofQuota(UUID quotaId) {
        return byQuota.getOrDefault(quotaId, new BitSet());
    }

    /** The positions of seats that are neither accessible nor for companions; not to be changed. */
    BitSet forAnybody() {
        return forAnybody;
    }
}

package dev.evently.booking.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.ViewSeats;
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatMap;
import dev.evently.booking.seat.SeatingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seats of an event and their states, to everybody.
 *
 * @param version of the states, for asking what has changed since
 * @param currency ISO 4217; all prices are in it
 * @param sections the nearest to the stage first
 */
record SeatMapResponse(
        UUID eventId, long version, String currency, List<OfCategory> categories, List<OfSection> sections) {

    /** A price zone, and what sells its seats; nothing does where {@code products} is empty. */
    record OfCategory(String key, String name, List<OfProduct> products) {}

    /** @param price in minor units */
    record OfProduct(UUID productId, String name, long price) {}

    record OfSection(String name, List<OfRow> rows) {}

    /**
     * A row.
     *
     * @param seats what stands in it from left to right, as in the seating plan
     * @param states a letter for each seat, from left to right, none for gaps: f(ree), h(eld), s(old), b(locked)
     */
    record OfRow(String name, String category, List<OfBlock> seats, String states) {}

    /** A seat, a run of seats, or a gap; see {@link SeatingPlan.Block}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfBlock(
            @Nullable String number,
            @Nullable Integer from,
            @Nullable Integer count,
            @Nullable Integer step,
            @Nullable String category,
            @Nullable Boolean accessible,
            @Nullable String companionOf,
            @Nullable Boolean restrictedView,
            @Nullable Boolean gap) {

        static OfBlock of(SeatingPlan.Block block) {
            return new OfBlock(
                    block.number(),
                    block.from(),
                    block.count(),
                    block.step(),
                    block.category(),
                    block.accessible(),
                    block.companionOf(),
                    block.restrictedView(),
                    block.gap());
        }
    }

    static SeatMapResponse of(ViewSeats.Seating seating) {
        Inventory inventory = seating.inventory();
        SeatLayout layout = seating.map().layout();
        UUID eventId = inventory.event().id();
        return new SeatMapResponse(
                eventId,
                seating.map().version(),
                inventory.event().currency(),
                layout.plan().categories().stream()
                        .map(category -> new OfCategory(
                                category.key(),
                                category.name(),
                                products(inventory, SeatLayout.quotaOf(eventId, category.key()))))
                        .toList(),
                sections(seating.map()));
    }

    private static List<OfProduct> products(Inventory inventory, UUID seatQuota) {
        return inventory.products().stream()
                .filter(Product::onSale)
                .filter(product -> Optional.ofNullable(product.seatQuota())
                        .filter(seatQuota::equals)
                        .isPresent())
                .map(product -> new OfProduct(product.id(), product.name(), product.price()))
                .toList();
    }

    private static List<OfSection> sections(SeatMap map) {
        List<OfSection> sections = new ArrayList<>();
        int position = 0;
        for (SeatingPlan.Section section : map.layout().plan().sections()) {
            List<OfRow> rows = new ArrayList<>();
            for (SeatingPlan.Row row : section.rows()) {
                int seats =
                        row.seats().stream().mapToInt(SeatingPlan.Block::size).sum();
                rows.add(new OfRow(
                        row.name(),
                        row.category(),
                        row.seats().stream().map(OfBlock::of).toList(),
                        map.letters(position, seats)));
                position += seats;
            }
            sections.add(new OfSection(section.name(), rows));
        }
        return sections;
    }
}

package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.BlockPlaces;
import dev.evently.booking.inventory.ViewInventory;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events/{eventId}")
class InventoryController {

    /** The id of no account. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final ViewInventory inventory;
    private final BlockPlaces blockPlaces;

    InventoryController(ViewInventory inventory, BlockPlaces blockPlaces) {
        this.inventory = inventory;
        this.blockPlaces = blockPlaces;
    }

    @GetMapping("/availability")
    @ApiOperation(id = "readAvailability", summary = "Tells what of an event can be booked")
    AvailabilityResponse availability(@PathVariable UUID eventId) {
        return inventory
                .availability(eventId)
                .map(AvailabilityResponse::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @GetMapping("/inventory")
    @OrganizerOperation
    @MachineScope(MachineScopes.BOOKINGS_READ)
    @ApiOperation(id = "readInventory", summary = "Reads the account of an event's quotas, for its team")
    InventoryResponse inventory(@PathVariable UUID eventId, Caller caller) {
        boolean all = caller.mayReadAll(MachineScopes.BOOKINGS_READ);
        return inventory
                .account(eventId, caller.holds(MachineScopes.BOOKINGS_READ) ? NOBODY : caller.requireUserId(), all)
                .map(InventoryResponse::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    /** @param blocked how many places are to be blocked in all */
    record QuotaBody(@NotNull @PositiveOrZero Integer blocked) {}

    @PutMapping("/inventory/quotas/{quotaId}")
    @OrganizerOperation
    @ApiOperation(
            id = "blockPlaces",
            summary = "Keeps places of a quota from sale",
            problems = {"too-few-free", "event-cancelled"})
    InventoryResponse block(
            @PathVariable UUID eventId, @PathVariable UUID quotaId, @RequestBody @Valid QuotaBody body, Caller caller) {
        return switch (blockPlaces.block(eventId, quotaId, body.blocked(), caller.requireUserId(), caller.isAdmin())) {
            case BlockPlaces.Result.Done done -> inventory(eventId, caller);
            case BlockPlaces.Result.TooFewFree free ->
                throw new ProblemException(InventoryProblem.TOO_FEW_FREE)
                        .with("available", free.available())
                        .field("blocked", "needs more places than are free");
            case BlockPlaces.Result.Numbered numbered ->
                throw new ProblemException(
                                CommonProblem.VALIDATION,
                                "The places of this quota are numbered seats: PUT /api/v1/events/%s/inventory/seats"
                                                .formatted(eventId)
                                        + " blocks those you name")
                        .field("blocked", "must be left to the seats of the quota");
            case BlockPlaces.Result.Closed closed -> throw new ProblemException(InventoryProblem.EVENT_CANCELLED);
            case BlockPlaces.Result.Unknown unknown -> throw new ProblemException(CommonProblem.NOT_FOUND);
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        PublicRoutes inventoryRoutes() {
            return new PublicRoutes().get("/api/v1/events/*/availability").get("/api/v1/events/*/seats");
        }
    }
}

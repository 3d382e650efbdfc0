package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.ViewInventory;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events/{eventId}")
class InventoryController {

    private final ViewInventory inventory;

    InventoryController(ViewInventory inventory) {
        this.inventory = inventory;
    }

    @GetMapping("/availability")
    AvailabilityResponse availability(@PathVariable UUID eventId) {
        return inventory
                .availability(eventId)
                .map(AvailabilityResponse::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @GetMapping("/inventory")
    InventoryResponse inventory(@PathVariable UUID eventId, Caller caller) {
        return inventory
                .account(eventId, caller.requireUserId(), caller.isAdmin())
                .map(InventoryResponse::of)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        PublicRoutes inventoryRoutes() {
            return new PublicRoutes().get("/api/v1/events/*/availability");
        }
    }
}

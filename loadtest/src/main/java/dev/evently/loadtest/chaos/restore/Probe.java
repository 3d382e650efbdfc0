package dev.evently.loadtest.chaos.restore;

import dev.evently.loadtest.chaos.crowd.Offering;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks for a place of an event again and again, to see from when on it is sold. Nobody audits these events. */
final class Probe {
    private static final int MILLIS_BETWEEN = 1_200;
    private static final int CREATED = 201;

    private final GatewayClient buyer;
    private final Offering offering;
    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    Probe(GatewayClient buyer, Offering offering) {
        this.buyer = buyer;
        this.offering = offering;
    }

    boolean asksFor(Offering other) {
        return other.id().equals(offering.id());
    }

    /** Whether it is sold now. */
    boolean sells() throws InterruptedException {
        try {
            Map<String, ?> order = Map.of(
                    "eventId",
                    offering.id().toString(),
                    "items",
                    List.of(Map.of("productId", offering.standard().toString(), "quantity", 1)));
            return buyer.post("/api/v1/bookings", order, UUID.randomUUID().toString())
                            .status()
                    == CREATED;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks about once a second, which is within the limit of a user, until it is interrupted. */
    void ask() {
        try {
            while (true) {
                (sells() ? sold : failed).incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often it was sold and how often not while this asked. */
    String told() {
        return "%d of %d asked for were held".formatted(sold.get(), sold.get() + failed.get());
    }
}

package dev.evently.sandbox.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes notices for the merchant; they are delivered at least once, in no particular order. */
@Component
public class Webhooks {

    private final Deliveries deliveries;
    private final JsonMapper json;
    private final Clock clock;

    Webhooks(Deliveries deliveries, JsonMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
    }

    /** The body of a webhook. */
    private record Body(String id, String type, Instant createdAt, Object data) {}

    /**
     * Stores a notice in the caller's transaction, to be delivered once that has committed.
     *
     * @param copies how often it is delivered, each time under the same id
     * @param notBefore when to begin
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(String type, Object data, int copies, Instant notBefore) {
        String id = "wh_" + UUID.randomUUID().toString().replace("-", "");
        String body = json.writeValueAsString(new Body(id, type, clock.instant(), data));
        for (int copy = 0; copy < copies; copy++) {
            deliveries.add(id, body, notBefore);
        }
    }
}

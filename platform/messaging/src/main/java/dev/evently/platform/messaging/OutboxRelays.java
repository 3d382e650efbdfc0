package dev.evently.platform.messaging;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Runs one relay for each database of the service, from when the service is up until it stops. */
final class OutboxRelays implements SmartLifecycle {

    private final List<OutboxRelay> relays;
    private volatile boolean running;

    OutboxRelays(List<OutboxRelay> relays) {
        this.relays = List.copyOf(relays);
    }

    @Override
    public void start() {
        relays.forEach(OutboxRelay::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            for (OutboxRelay relay : relays) {
                relay.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

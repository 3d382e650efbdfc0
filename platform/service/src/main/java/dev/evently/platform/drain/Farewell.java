package dev.evently.platform.drain;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of a service's end. When it comes, the service has said that it is not ready any more and has left the
 * registry; those who have read that before still send requests, so it goes on to answer for a while. Only then the server
 * takes no more connections and waits for the requests it has.
 */
public final class Farewell implements SmartLifecycle {

    /** When others may end what stays open for longer than a request: nobody comes back to this instance by now. */
    public static final int NEXT_PHASE = Integer.MAX_VALUE - 1;

    private final Duration pause;
    private volatile boolean running;

    Farewell(Duration pause) {
        this.pause = pause;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

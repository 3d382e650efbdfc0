package dev.evently.loadtest.chaos.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All that happened between one buyer and the suite under one idempotency key. Written by one thread after the other.
 */
public final class Diary {
    private final UUID buyer;
    private final String key;
    private final UUID event;
    private final List<String> entries = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private boolean cancels;

    public Diary(UUID buyer, String key, UUID event) {
        this.buyer = buyer;
        this.key = key;
        this.event = event;
    }

    public UUID buyer() {
        return buyer;
    }

    /** The key of the request for the hold. */
    public String key() {
        return key;
    }

    public UUID event() {
        return event;
    }

    public synchronized void note(String entry) {
        entries.add(entry);
    }

    public synchronized void claim(Claim claim) {
        claims.add(claim);
    }

    /** From now on the buyer may have cancelled. */
    public synchronized void cancels() {
        cancels = true;
    }

    public synchronized boolean mayHaveCancelled() {
        return cancels;
    }

    public synchronized List<Claim> claims() {
        return List.copyOf(claims);
    }

    /** One line for each request and its answer, in order. */
    public synchronized List<String> entries() {
        return List.copyOf(entries);
    }
}

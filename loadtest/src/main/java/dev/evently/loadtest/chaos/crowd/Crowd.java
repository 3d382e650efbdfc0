package dev.evently.loadtest.chaos.crowd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Many buyers at once. */
public final class Crowd {
    private final Desk desk;
    private final List<Buyer> buyers;
    private final int atOnce;
    private final Duration followFor;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private Crowd(Desk desk, List<Buyer> buyers, int atOnce, Duration followFor) {
        this.desk = desk;
        this.buyers = List.copyOf(buyers);
        this.atOnce = atOnce;
        this.followFor = followFor;
    }

    /**
     * Registers the buyers.
     *
     * @param accounts how many there are
     * @param atOnce how many of them do something at the same time
     * @param followFor how long a booking that is not decided at once is looked at again
     */
    public static Crowd gather(Desk desk, int accounts, int atOnce, Duration followFor)
            throws IOException, InterruptedException {
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            buyers.add(desk.register("chaos-buyer"));
        }
        return new Crowd(desk, buyers, atOnce, followFor);
    }

    public List<Buyer> buyers() {
        return buyers;
    }

    /** How many have begun. */
    public int begun() {
        return begun.get();
    }

    /** How many have done what they set out to do, or given up. */
    public int ended() {
        return ended.get();
    }

    /** Makes so many bookings, each begun when its turn has come, and returns everything about them in order. */
    public List<Diary> buy(int bookings, List<Offering> offerings, Random random, Turns turns)
            throws IOException, InterruptedException {
        Semaphore places = new Semaphore(atOnce, true);
        List<Future<Diary>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (Intention intention : Intention.random(random, bookings, buyers.size(), offerings.size())) {
                    turns.await(intention.number());
                    places.acquire();
                    begun.incrementAndGet();
                    Shopping shopping = new Shopping(
                            desk, buyers.get(intention.buyer()), intention, offerings.get(intention.event()));
                    all.add(threads.submit(() -> shop(shopping, places)));
                }
                return ended(all);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private Diary shop(Shopping shopping, Semaphore places) throws InterruptedException {
        Optional<UUID> undecided;
        try {
            undecided = shopping.shop();
        } finally {
            places.release();
        }
        if (undecided.isPresent()) {
            shopping.follow(undecided.get(), followFor);
        }
        ended.incrementAndGet();
        return shopping.diary();
    }

    private static List<Diary> ended(List<Future<Diary>> all) throws IOException, InterruptedException {
        List<Diary> diaries = new ArrayList<>();
        try {
            for (Future<Diary> one : all) {
                diaries.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A buyer failed: " + e.getCause(), e);
        }
        return diaries;
    }
}

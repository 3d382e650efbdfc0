package dev.evently.platform.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A check that is made once for all who ask at the same time, on a thread of its own. Whoever asks has an answer within
 * {@link #PATIENCE}: a check that takes longer is an answer too, and while it is under way no other is begun. What a check
 * has found is good for {@link #FRESH}.
 *
 * <p>The framework's own cache does not serve here: it knows the endpoint's root alone and none of its groups, and lets
 * everybody in who comes before the first answer.
 */
public final class SharedCheck implements HealthIndicator {

    /** Less than what a probe is usually given. */
    static final Duration PATIENCE = Duration.ofMillis(900);

    static final Duration FRESH = Duration.ofMillis(500);

    private final String name;
    private final BooleanSupplier check;
    private volatile Round last;

    /**
     * @param check whether all is well; it may block, but must end some time, and what it throws counts as a no
     */
    public SharedCheck(String name, BooleanSupplier check) {
        this.name = name;
        this.check = check;
        this.last = new Round(System.nanoTime() - FRESH.toNanos(), CompletableFuture.completedFuture(true));
    }

    /**
     * One check for all who ask meanwhile.
     *
     * @param since when it began, and once it has ended, when it ended
     */
    private record Round(long since, CompletableFuture<Boolean> well) {

        boolean serves(long now) {
            return !well.isDone() || now - since < FRESH.toNanos();
        }
    }

    @Override
    public Health health() {
        return isWell() ? Health.up().build() : Health.down().build();
    }

    private boolean isWell() {
        Round round = current();
        long left = round.since() + PATIENCE.toNanos() - System.nanoTime();
        try {
            return round.well().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Round current() {
        Round round = last;
        return round.serves(System.nanoTime()) ? round : next();
    }

    private synchronized Round next() {
        long now = System.nanoTime();
        if (last.serves(now)) {
            return last;
        }
        Round round = new Round(now, new CompletableFuture<>());
        last = round;
        Thread.ofVirtual().name("health-" + name).start(() -> run(round));
        return round;
    }

    private void run(Round round) {
        boolean well = false;
        try {
            well = check.getAsBoolean();
        } finally {
            last = new Round(System.nanoTime(), CompletableFuture.completedFuture(well));
            round.well().complete(well);
        }
    }
}

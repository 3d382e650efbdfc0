package dev.evently.booking.combining;

import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests of one key together: while a round of a key is under way, further requests for it line up, and the next
 * round takes all of them. A request that finds nobody before it is served at once and alone.
 *
 * <p>The callers' threads do the work: whoever comes first leads the round, and at its end hands the lead to the first in
 * line. Requests are served in the order they came. A round that fails is taken apart and each of its requests tried alone,
 * so that a bad one fails nobody but itself.
 *
 * @param <K> what makes requests get in each other's way
 * @param <Q> a request
 * @param <A> an answer
 */
public final class Combiner<K, Q, A> {

    private final Work<K, Q, A> work;
    private final int together;
    private final int waiting;
    private final Predicate<RuntimeException> hopeless;
    private final Duration pace;
    private final ToIntFunction<Q> weight;
    private final ConcurrentMap<K, Line<Q, A>> lines = new ConcurrentHashMap<>();

    /**
     * Every request weighs one.
     *
     * @param work what a round does
     * @param together how much one round takes at most, in the weights of its requests; the first in line is always taken
     * @param waiting how many requests may wait for one key at most
     * @param hopeless failures that trying each request alone cannot mend
     * @param pace how long after the beginning of one round the next of the same key begins at the earliest, unless enough
     *     for a whole round waits already. Whoever finds nobody before it does not wait for it, and those who wait anyway
     *     gather.
     */
    public Combiner(
            Work<K, Q, A> work, int together, int waiting, Predicate<RuntimeException> hopeless, Duration pace) {
        this(work, together, waiting, hopeless, pace, request -> 1);
    }

    /** @param weight what a request adds to its round */
    public Combiner(
            Work<K, Q, A> work,
            int together,
            int waiting,
            Predicate<RuntimeException> hopeless,
            Duration pace,
            ToIntFunction<Q> weight) {
        this.work = work;
        this.together = together;
        this.waiting = waiting;
        this.hopeless = hopeless;
        this.pace = pace;
        this.weight = weight;
    }

    /** One round: answers all requests, in their order, or fails without effect on any. */
    @FunctionalInterface
    public interface Work<K, Q, A> {

        List<A> answer(K key, List<Q> requests);
    }

    /**
     * Waits for the request's round and returns its answer.
     *
     * @return the answer; empty, and at once, when too many requests wait already
     * @throws RuntimeException what the work threw for this request
     */
    public Optional<A> submit(K key, Q request) {
        Turn<Q, A> mine = new Turn<>(request);
        return switch (lineUp(key, mine)) {
            case FULL -> Optional.empty();
            case FIRST -> {
                lead(key);
                yield Optional.of(mine.answer());
            }
            case LATER -> {
                if (mine.comesAsLeader()) {
                    awaitPace(key);
                    lead(key);
                }
                yield Optional.of(mine.answer());
            }
        };
    }

    /** How many requests wait for the key's next round now. */
    public int waiting(K key) {
        Line<Q, A> line = lines.get(key);
        return line == null ? 0 : line.length;
    }

    private enum Place {
        FIRST,
        LATER,
        FULL
    }

    private Place lineUp(K key, Turn<Q, A> turn) {
        Place[] place = {Place.LATER};
        lines.compute(key, (k, line) -> {
            Line<Q, A> joined = line;
            if (joined == null) {
                joined = new Line<>();
                place[0] = Place.FIRST;
            } else if (joined.turns.size() >= waiting) {
                place[0] = Place.FULL;
                return joined;
            }
            joined.turns.add(turn);
            joined.length = joined.turns.size();
            joined.weight.addAndGet(weight.applyAsInt(turn.request));
            return joined;
        });
        return place[0];
    }

    private void awaitPace(K key) {
        Line<Q, A> line = lines.get(key);
        if (line != null && line.weight.get() < together) {
            LockSupport.parkNanos(line.began + pace.toNanos() - System.nanoTime());
        }
    }

    private void lead(K key) {
        List<Turn<Q, A>> round = nextRound(key);
        try {
            serve(key, round);
        } finally {
            handOver(key);
            round.forEach(Turn::end);
        }
    }

    private List<Turn<Q, A>> nextRound(K key) {
        List<Turn<Q, A>> round = new ArrayList<>();
        lines.computeIfPresent(key, (k, line) -> {
            int load = 0;
            while (!line.turns.isEmpty()) {
                int next = weight.applyAsInt(line.turns.element().request);
                if (load > 0 && load + next > together) {
                    break;
                }
                round.add(line.turns.remove());
                load += next;
            }
            line.weight.addAndGet(-load);
            line.length = line.turns.size();
            line.began = System.nanoTime();
            return line;
        });
        return round;
    }

    private void serve(K key, List<Turn<Q, A>> round) {
        try {
            List<A> answers = RoundSpan.during(
                    round.stream().map(turn -> turn.span).toList(),
                    () -> work.answer(
                            key, round.stream().map(turn -> turn.request).toList()));
            for (int n = 0; n < round.size(); n++) {
                round.get(n).answer = answers.get(n);
            }
        } catch (RuntimeException e) {
            if (round.size() == 1 || hopeless.test(e)) {
                round.forEach(turn -> turn.failure = e);
            } else {
                round.forEach(turn -> serve(key, List.of(turn)));
            }
        }
    }

    /** Makes the first in line the leader of the next round; without one the line ends. */
    private void handOver(K key) {
        List<Turn<Q, A>> heir = new ArrayList<>();
        lines.computeIfPresent(key, (k, line) -> {
            if (line.turns.isEmpty()) {
                return null;
            }
            heir.add(line.turns.element());
            return line;
        });
        heir.forEach(Turn::lead);
    }

    /** Who waits while a round of the key is under way. Changed inside operations of the map alone. */
    private static final class Line<Q, A> {

        private final ArrayDeque<Turn<Q, A>> turns = new ArrayDeque<>();
        private volatile int length;
        private final AtomicInteger weight = new AtomicInteger();
        private volatile long began;
    }

    private static final class Turn<Q, A> {

        private final Q request;
        private final Span span = Span.current();
        private final CompletableFuture<Boolean> leader = new CompletableFuture<>();
        private @Nullable A answer;
        private @Nullable RuntimeException failure;

        Turn(Q request) {
            this.request = request;
        }

        void lead() {
            leader.complete(true);
        }

        void end() {
            leader.complete(false);
        }

        /** Waits until the request has been served, or is to lead the round that serves it. */
        boolean comesAsLeader() {
            return leader.join();
        }

        A answer() {
            if (failure != null) {
                throw failure;
            }
            if (answer == null) {
                throw new IllegalStateException("The leader of this request's round died");
            }
            return answer;
        }
    }
}

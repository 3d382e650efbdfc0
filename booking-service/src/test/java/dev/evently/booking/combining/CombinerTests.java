package dev.evently.booking.combining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CombinerTests {

    private static final String KEY = "event";

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> rounds = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore gate = new Semaphore(0);
    private final Combiner<String, Integer, String> combiner =
            new Combiner<>(this::serve, 10, 20, IllegalStateException.class::isInstance, Duration.ZERO);

    /** Answers each number with itself, once the gate lets the round through; fails on negative ones. */
    private List<String> serve(String key, List<Integer> numbers) {
        rounds.add(List.copyOf(numbers));
        gate.acquireUninterruptibly();
        if (numbers.contains(-1)) {
            throw new IllegalArgumentException("bad");
        }
        if (numbers.contains(-2)) {
            throw new IllegalStateException("away");
        }
        return numbers.stream().map(number -> key + number).toList();
    }

    @AfterEach
    void stop() {
        gate.release(1_000_000);
        callers.close();
    }

    @Test
    void servesALoneRequestAtOnce() {
        gate.release();

        assertThat(combiner.submit(KEY, 7)).contains("event7");
        assertThat(rounds).containsExactly(List.of(7));
    }

    @Test
    void servesThoseWhoWaitedTogetherAndInOrder() throws Exception {
        List<Future<Optional<String>>> answers = submitInOrder(1, 2, 3, 4);
        gate.release(2);

        for (int n = 0; n < 4; n++) {
            assertThat(answers.get(n).get()).contains("event" + (n + 1));
        }
        assertThat(rounds).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void takesNoMoreThanOneRoundMayHave() throws Exception {
        List<Future<Optional<String>>> answers =
                submitInOrder(IntStream.rangeClosed(0, 15).boxed().toArray(Integer[]::new));
        gate.release(3);

        assertThat(answers.getLast().get()).contains("event15");
        assertThat(rounds.stream().map(List::size)).containsExactly(1, 10, 5);
    }

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        List<Future<Optional<String>>> answers =
                submitInOrder(IntStream.rangeClosed(0, 20).boxed().toArray(Integer[]::new));

        assertThat(combiner.submit(KEY, 21)).isEmpty();

        gate.release(3);
        assertThat(answers.getLast().get()).contains("event20");
    }

    @Test
    void letsOnlyTheBadRequestFail() throws Exception {
        List<Future<Optional<String>>> answers = submitInOrder(0, 1, -1, 2);
        gate.release(5);

        assertThat(answers.get(1).get()).contains("event1");
        assertThat(answers.get(3).get()).contains("event2");
        assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(rounds).containsExactly(List.of(0), List.of(1, -1, 2), List.of(1), List.of(-1), List.of(2));
    }

    @Test
    void doesNotTryEachAloneWhenThatCannotHelp() throws Exception {
        List<Future<Optional<String>>> answers = submitInOrder(0, 1, -2);
        gate.release(2);

        assertThatThrownBy(() -> answers.get(1).get()).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(rounds).hasSize(2);
    }

    @Test
    void goesOnAfterALeaderDied() throws Exception {
        Combiner<String, Integer, String> mortal = new Combiner<>(
                (key, numbers) -> {
                    gate.acquireUninterruptibly();
                    if (numbers.contains(0)) {
                        throw new StackOverflowError();
                    }
                    return serve(key, numbers);
                },
                10,
                20,
                e -> false,
                Duration.ZERO);
        Future<Optional<String>> dead = callers.submit(() -> mortal.submit(KEY, 0));
        await().until(() -> gate.getQueueLength() == 1);
        Future<Optional<String>> next = callers.submit(() -> mortal.submit(KEY, 1));
        gate.release(3);

        assertThatThrownBy(dead::get).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(next.get()).contains("event1");
    }

    @Test
    void tellsFollowersThatTheirLeaderDied() {
        Combiner<String, Integer, String> answerless = new Combiner<>(
                (key, numbers) -> Collections.nCopies(numbers.size(), null), 10, 20, e -> false, Duration.ZERO);

        assertThatIllegalStateException().isThrownBy(() -> answerless.submit(KEY, 1));
    }

    @Test
    @Timeout(30)
    void takesNoMoreThanARoundMayWeigh() throws Exception {
        Combiner<String, Integer, String> weighing =
                new Combiner<>(this::serve, 10, 20, e -> false, Duration.ofSeconds(3), number -> number);
        List<Future<Optional<String>>> answers = new ArrayList<>();
        for (int number : List.of(1, 4, 6, 25, 3)) {
            int inLine = answers.size();
            answers.add(callers.submit(() -> weighing.submit(KEY, number)));
            await().until(() -> rounds.size() == 1 && weighing.waiting(KEY) == inLine);
        }
        gate.release(3);

        assertThat(answers.get(3).get()).contains("event25");
        assertThat(rounds.stream().limit(3)).containsExactly(List.of(1), List.of(4, 6), List.of(25));
    }

    @Test
    @Timeout(30)
    void letsThoseWhoWaitGatherUntilThePaceAllowsTheirRound() throws Exception {
        Combiner<String, Integer, String> paced =
                new Combiner<>(this::serve, 10, 20, e -> false, Duration.ofSeconds(2));
        Future<Optional<String>> first = callers.submit(() -> paced.submit(KEY, 1));
        await().until(() -> rounds.size() == 1);
        Future<Optional<String>> second = callers.submit(() -> paced.submit(KEY, 2));
        await().until(() -> paced.waiting(KEY) == 1);
        gate.release(3);

        assertThat(first.get()).contains("event1");
        assertThat(paced.submit(KEY, 3)).contains("event3");
        assertThat(second.get()).contains("event2");
        assertThat(rounds).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    @Timeout(30)
    void doesNotPaceWhoFindsNobodyBefore() {
        Combiner<String, Integer, String> paced = new Combiner<>(this::serve, 10, 20, e -> false, Duration.ofDays(1));
        gate.release(3);

        for (int number : List.of(1, 2, 3)) {
            assertThat(paced.submit(KEY, number)).contains("event" + number);
        }
    }

    @Test
    void keepsKeysApart() throws Exception {
        Future<Optional<String>> one = callers.submit(() -> combiner.submit("one", 1));
        Future<Optional<String>> two = callers.submit(() -> combiner.submit("two", 2));

        await().until(() -> rounds.size() == 2);
        gate.release(2);

        assertThat(one.get()).contains("one1");
        assertThat(two.get()).contains("two2");
    }

    @Test
    void answersEverybodyInARush() throws Exception {
        AtomicInteger served = new AtomicInteger();
        Combiner<Integer, Integer, Integer> busy = new Combiner<>(
                (key, numbers) -> {
                    served.addAndGet(numbers.size());
                    return numbers;
                },
                10,
                100_000,
                e -> false,
                Duration.ZERO);
        List<Future<Optional<Integer>>> answers = IntStream.range(0, 50_000)
                .mapToObj(number -> callers.submit(() -> busy.submit(number % 3, number)))
                .toList();

        for (int number = 0; number < answers.size(); number++) {
            assertThat(answers.get(number).get()).contains(number);
        }
        assertThat(served).hasValue(50_000);
    }

    /** Submits each number once the one before stands in line; the first one's round holds at the gate. */
    private List<Future<Optional<String>>> submitInOrder(Integer... numbers) {
        List<Future<Optional<String>>> answers = new ArrayList<>();
        for (int n = 0; n < numbers.length; n++) {
            int number = numbers[n];
            answers.add(callers.submit(() -> combiner.submit(KEY, number)));
            int inLine = n;
            await().until(() -> rounds.size() == 1 && combiner.waiting(KEY) == inLine);
        }
        return answers;
    }
}

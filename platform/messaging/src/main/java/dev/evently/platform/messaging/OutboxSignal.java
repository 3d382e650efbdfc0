package dev.evently.platform.messaging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relays of this instance as soon as something was committed, so that they need not poll fast. */
final class OutboxSignal {

    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    Waiter newWaiter() {
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        return waiter;
    }

    void raise() {
        waiters.forEach(Waiter::wake);
    }

    /** One relay's end of the signal; signals that arrive together wake it once. */
    static final class Waiter {

        private final Semaphore permits = new Semaphore(0);

        void wake() {
            if (permits.availablePermits() == 0) {
                permits.release();
            }
        }

        void await(Duration atMost) throws InterruptedException {
            if (permits.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                permits.drainPermits();
            }
        }
    }
}

package dev.evently.event.catalogue;

import java.time.Instant;

/** Something people go to. It is drafted, published, and perhaps cancelled; a step that is not legal does not compile. */
sealed interface Event {

    EventHead head();

    EventDetails details();

    /** Seen by its team only; anything may change, and it may be thrown away. */
    record Draft(EventHead head, EventDetails details) implements Event {

        Draft revise(EventDetails revised, Instant now) {
            return new Draft(head.next(now), revised);
        }

        Published publish(Instant now) {
            return new Published(head.next(now), details, now);
        }
    }

    /** Seen and sold. */
    record Published(EventHead head, EventDetails details, Instant publishedAt) implements Event {

        public Published {
            Seating seating = details.seating();
            if (seating != null && seating.version() == null) {
                throw new IllegalArgumentException("what is on sale keeps one version of its seating plan");
            }
        }

        Published revise(EventDetails revised, Instant now) {
            return new Published(head.next(now), revised, publishedAt);
        }

        Cancelled cancel(Instant now) {
            return new Cancelled(head.next(now), details, publishedAt, now);
        }
    }

    /** Will not take place; stays readable for those who have a booking, and never changes again. */
    record Cancelled(EventHead head, EventDetails details, Instant publishedAt, Instant cancelledAt) implements Event {}
}

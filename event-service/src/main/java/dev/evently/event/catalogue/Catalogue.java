package dev.evently.event.catalogue;

import dev.evently.event.cache.EventChanged;
import dev.evently.event.constraint.Violation;
import dev.evently.event.organizer.TeamRole;
import dev.evently.event.organizer.Teams;
import dev.evently.event.revision.IfMatch;
import dev.evently.event.search.Listing;
import dev.evently.event.search.Listings;
import dev.evently.event.seating.SeatingPlan;
import dev.evently.event.seating.SeatingPlans;
import dev.evently.event.venue.Venue;
import dev.evently.event.venue.Venues;
import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts, changes, publishes and cancels events for the teams of their organizers.
 *
 * <p>Everything a write causes is in its transaction: the event, its listing and what other services are told.
 */
@Service
class Catalogue {

    private final Events events;
    private final Teams teams;
    private final Venues venues;
    private final SeatingPlans seatingPlans;
    private final Listings listings;
    private final Outbox outbox;
    private final ApplicationEventPublisher told;
    private final Clock clock;

    Catalogue(
            Events events,
            Teams teams,
            Venues venues,
            SeatingPlans seatingPlans,
            Listings listings,
            Outbox outbox,
            ApplicationEventPublisher told,
            Clock clock) {
        this.events = events;
        this.teams = teams;
        this.venues = venues;
        this.seatingPlans = seatingPlans;
        this.listings = listings;
        this.outbox = outbox;
        this.told = told;
        this.clock = clock;
    }

    /** Finds an event as a user may see it: a draft is there for its team only. */
    @Transactional(readOnly = true)
    Optional<Event> find(UUID eventId, @Nullable UUID reader) {
        return events.find(eventId).filter(event -> switch (event) {
            case Event.Draft draft ->
                teams.roleOf(draft.head().organizerId(), reader).isPresent();
            case Event.Published _, Event.Cancelled _ -> true;
        });
    }

    @Transactional
    EditResult draft(UUID caller, EventPlan plan) {
        TeamRole role = teams.roleOf(plan.organizerId(), caller).orElse(null);
        if (role == null) {
            return new EditResult.NotFound();
        }
        if (!role.managesEvents()) {
            return new EditResult.NotAllowed();
        }
        Instant now = clock.instant();
        Premises premises = premises(plan, plan.organizerId(), null);
        List<Violation> broken = EventRules.broken(plan, premises, now);
        if (!broken.isEmpty()) {
            return new EditResult.Invalid(broken);
        }
        Event draft =
                new Event.Draft(EventHead.first(Ids.next(), plan.organizerId(), now), plan.details(premises, null));
        events.add(draft);
        listings.put(listing(draft));
        return new EditResult.Done(draft);
    }

    /**
     * Changes an event into what a plan says.
     *
     * @param change makes the plan out of the plan that the event fulfils now; it may refuse by throwing
     */
    @Transactional
    EditResult revise(UUID caller, UUID eventId, IfMatch ifMatch, UnaryOperator<EventPlan> change) {
        return edit(caller, eventId, ifMatch, event -> switch (event) {
            case Event.Draft draft -> revise(draft, change, (details, _, now) -> replaceBy(draft.revise(details, now)));
            case Event.Published published ->
                revise(
                        published,
                        change,
                        (details, hall, now) ->
                                replaceBy(published.revise(details, now), told -> EventMessages.updated(told, hall)));
            case Event.Cancelled _ -> new EditResult.AlreadyCancelled();
        });
    }

    @Transactional
    EditResult publish(UUID caller, UUID eventId, IfMatch ifMatch) {
        return edit(caller, eventId, ifMatch, event -> switch (event) {
            case Event.Draft draft -> publish(draft);
            case Event.Published published -> new EditResult.Done(published);
            case Event.Cancelled _ -> new EditResult.AlreadyCancelled();
        });
    }

    @Transactional
    EditResult cancel(UUID caller, UUID eventId, IfMatch ifMatch) {
        return edit(caller, eventId, ifMatch, event -> switch (event) {
            case Event.Draft _ -> new EditResult.NotPublished();
            case Event.Published published -> replaceBy(published.cancel(clock.instant()), EventMessages::cancelled);
            case Event.Cancelled cancelled -> new EditResult.Done(cancelled);
        });
    }

    @Transactional
    EditResult delete(UUID caller, UUID eventId, IfMatch ifMatch) {
        return edit(caller, eventId, ifMatch, event -> switch (event) {
            case Event.Draft draft -> {
                listings.remove(eventId);
                events.remove(draft);
                yield new EditResult.Done(draft);
            }
            case Event.Published _, Event.Cancelled _ -> new EditResult.NotDraft();
        });
    }

    private EditResult edit(UUID caller, UUID eventId, IfMatch ifMatch, Function<Event, EditResult> edit) {
        Event event = events.lock(eventId).orElse(null);
        if (event == null) {
            return new EditResult.NotFound();
        }
        TeamRole role = teams.roleOf(event.head().organizerId(), caller).orElse(null);
        if (role == null) {
            return new EditResult.NotFound();
        }
        if (!role.managesEvents()) {
            return new EditResult.NotAllowed();
        }
        return ifMatch.admits(event.head().version())
                ? edit.apply(event)
                : new EditResult.Stale(event.head().version());
    }

    private EditResult revise(Event current, UnaryOperator<EventPlan> change, Revision revision) {
        Instant now = clock.instant();
        EventPlan plan = change.apply(EventPlan.of(current));
        Premises premises = premises(
                plan,
                current.head().organizerId(),
                current instanceof Event.Published published
                        ? published.details().seating()
                        : null);
        List<Violation> broken = EventRules.broken(plan, premises, current, now);
        if (!broken.isEmpty()) {
            return new EditResult.Invalid(broken);
        }
        EventDetails revised = plan.details(premises, current.details());
        return revised.equals(current.details())
                ? new EditResult.Done(current)
                : revision.apply(revised, premises.hall(), now);
    }

    /**
     * Publishes a draft with the version of its seating plan that it names or that is current. The plan may have moved
     * on since the draft was written, so that it is judged anew.
     */
    private EditResult publish(Event.Draft draft) {
        Instant now = clock.instant();
        EventPlan plan = EventPlan.of(draft);
        Premises premises = premises(plan, draft.head().organizerId(), null).kept();
        List<Violation> broken = EventRules.unpublishable(draft.details(), now);
        broken.addAll(EventRules.broken(plan, premises, draft, now));
        if (!broken.isEmpty()) {
            return new EditResult.Invalid(broken);
        }
        EventDetails details = plan.details(premises, draft.details());
        return replaceBy(
                new Event.Draft(draft.head(), details).publish(now),
                told -> EventMessages.published(told, premises.hall()));
    }

    private EditResult replaceBy(Event event) {
        events.replace(event);
        listings.put(listing(event));
        return new EditResult.Done(event);
    }

    private <E extends Event> EditResult replaceBy(E event, Function<E, IntegrationEvent> message) {
        outbox.append(message.apply(event));
        told.publishEvent(new EventChanged(event.head().id(), event.head().version()));
        return replaceBy(event);
    }

    /**
     * Finds what a plan names of its organizer's.
     *
     * @param kept the seating that goes on unless the plan names another
     */
    private Premises premises(EventPlan plan, UUID organizerId, @Nullable Seating kept) {
        Venue venue = Optional.ofNullable(plan.venueId())
                .flatMap(venues::find)
                .filter(found -> found.organizerId().equals(organizerId))
                .orElse(null);
        Seating wanted = plan.seating();
        if (wanted == null) {
            return new Premises(venue, null, null);
        }
        Seating seating = wanted.orKept(kept);
        SeatingPlan hall = seatingPlans
                .find(seating.planId(), seating.version())
                .filter(found -> found.organizerId().equals(organizerId))
                .orElse(null);
        return new Premises(venue, seating, hall);
    }

    private static Listing listing(Event event) {
        EventDetails details = event.details();
        return new Listing(
                event.head().id(),
                event.head().organizerId(),
                EventStatus.of(event).name(),
                details.title(),
                details.description(),
                details.category(),
                details.venue(),
                details.startsAt(),
                details.endsAt(),
                details.timezone(),
                details.currency(),
                details.fromPrice());
    }

    /** Writes what has become of an event. */
    @FunctionalInterface
    private interface Revision {

        EditResult apply(EventDetails details, @Nullable SeatingPlan hall, Instant now);
    }
}
